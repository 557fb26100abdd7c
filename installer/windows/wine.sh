# What installer/windows/smoke and installer/check --windows share. Sourced after environment.sh, POSIX sh.
# shellcheck shell=sh
not_fetched=75 # EX_TEMPFAIL, as windows_build.py ends where a mirror did not answer

# not_tried: ends well where something could not be fetched, and says so: it says nothing about the programme.
not_tried() {
    tell "Windows: NOT TRIED, for packages could not be fetched. That says nothing about the programme." \
        "উইন্ডোজ: পরীক্ষা হয়নি, কারণ প্যাকেজ আনা যায়নি। প্রোগ্রামের দোষ নয়।"
    exit 0
}

# need_wine: what builds for Windows and what stands in for it.
need_wine() {
    (need_packages nsis gcc-mingw-w64-x86-64-win32 osslsigncode wine wine64 xvfb xauth openbox) || not_tried
}

# fetching COMMAND...: runs it; ends where it fails, well where that was for a mirror.
fetching() {
    status=0
    "$@" || status=$?
    case $status in
        0) ;;
        "$not_fetched") not_tried ;;
        *) exit "$status" ;;
    esac
}

# on_a_screen COMMAND...: on an X server and with a window manager of its own; without one a maximised window is cut off.
on_a_screen() {
    xvfb-run -a -s "-screen 0 1366x768x24 -nolisten tcp" sh -c 'openbox >/dev/null 2>&1 & "$@"; status=$?; kill $!; exit $status' sh "$@"
}
