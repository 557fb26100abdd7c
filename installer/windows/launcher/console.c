/* bsuh-console.exe: the command line. */
#include "launcher.c"

int wmain(int argc, wchar_t **argv) { return run(argc, argv); }
