/* BSUH.exe: a programme with windows, so that no console opens beside the desk. */
#include "launcher.c"
#include <shellapi.h>

int WINAPI wWinMain(HINSTANCE instance, HINSTANCE before, PWSTR line, int show)
{
    (void)instance, (void)before, (void)line, (void)show;
    int argc;
    wchar_t **argv = CommandLineToArgvW(GetCommandLineW(), &argc);
    return argv == NULL ? not_started(L"") : run(argc, argv);
}
