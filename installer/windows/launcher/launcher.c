/* BSUH.exe and bsuh-console.exe: the programme in the Python of this folder, loaded into this process.

   A word of Python's own options in front (-B, -P, -X, -m …) hands the whole line to Python: so the programme starts
   its limited children, and itself again, by sys.executable. Everything else is for bsuh_desktop.
   What goes wrong before Python runs our code is said here, in both languages: without a console nobody else can. */

#include <windows.h>
#include <wchar.h>

#define LONGEST_PATH 32768

typedef int (*python_main)(int, wchar_t **);

/* Set by bsuh_desktop.__main__ as its first act: from then on the programme tells what goes wrong itself. */
static const wchar_t *RUNNING = L"BSUH_RUNNING";

static const wchar_t *NOT_STARTED =
    L"অ্যাপটি চালু হতে পারেনি: এই ফোল্ডারের কোনো ফাইল নেই বা নষ্ট হয়েছে।\n%ls\n"
    L"সেটআপ আবার চালান। আপনার ক্লাসগুলো নিরাপদে আছে।\n\n"
    L"The app could not start: a file of this folder is missing or damaged.\n%ls\n"
    L"Run the setup again. Your classes are kept.";

static int not_started(const wchar_t *folder)
{
    static wchar_t text[2 * LONGEST_PATH + 1024];
    _snwprintf(text, sizeof text / sizeof *text - 1, NOT_STARTED, folder, folder);
    if (GetConsoleWindow() != NULL) {
        DWORD written;
        HANDLE out = GetStdHandle(STD_ERROR_HANDLE);
        if (WriteConsoleW(out, text, (DWORD)wcslen(text), &written, NULL)) return 2;
    }
    MessageBoxW(NULL, text, L"Be Smart Use Heart", MB_ICONERROR | MB_SETFOREGROUND);
    return 2;
}

static int is_for_python(int argc, wchar_t **argv)
{
    return argc > 1 && argv[1][0] == L'-' && argv[1][1] != L'\0' && wcschr(L"BPsXmIc", argv[1][1]) != NULL;
}

static int run(int argc, wchar_t **argv)
{
    static wchar_t folder[LONGEST_PATH], library[LONGEST_PATH + 32];
    DWORD length = GetModuleFileNameW(NULL, folder, LONGEST_PATH);
    wchar_t *end = length ? wcsrchr(folder, L'\\') : NULL;
    if (end != NULL) *end = L'\0';
    _snwprintf(library, sizeof library / sizeof *library - 1, L"%ls\\python\\python313.dll", folder);
    SetEnvironmentVariableW(RUNNING, NULL);

    HMODULE python = LoadLibraryExW(library, NULL, LOAD_WITH_ALTERED_SEARCH_PATH);
    python_main begin = python ? (python_main)(void *)GetProcAddress(python, "Py_Main") : NULL;
    wchar_t **words = HeapAlloc(GetProcessHeap(), HEAP_ZERO_MEMORY, sizeof *words * (size_t)(argc + 5));
    if (begin == NULL || words == NULL) return not_started(folder);

    int count = 0, next = 1;
    words[count++] = argv[0];
    if (!is_for_python(argc, argv)) {
        words[count++] = L"-X";
        words[count++] = L"utf8";
        words[count++] = L"-m";
        words[count++] = L"bsuh_desktop";
    }
    while (next < argc) words[count++] = argv[next++];
    int status = begin(count, words);
    /* A child of the programme (-m …) has somebody who waits for it, and tells. */
    if (status != 0 && !is_for_python(argc, argv) && !GetEnvironmentVariableW(RUNNING, NULL, 0)
        && GetLastError() == ERROR_ENVVAR_NOT_FOUND)
        return not_started(folder);
    return status;
}
