# What installer/start and installer/check share: a Python, the system's libraries, the locked packages in .venv.
# Sourced, POSIX sh; lists of names are split at blanks on purpose. Everything that was done before is passed over; what cannot be done is said with the line that does it.
# shellcheck shell=sh disable=SC2046,SC2086
set -eu

root=$(cd "$(dirname "$0")/.." && pwd -P)
[ -d "$root/installer" ] || root=$(cd "$root/.." && pwd -P) # of who stands in a folder of installer/
cd "$root"
python="$root/.venv/bin/python"
# File names and sentences are UTF-8 whatever the laptop's locale is.
export PYTHONUTF8=1
# A package of the user's own must not stand in for a locked one.
export PYTHONNOUSERSITE=1
export PIP_DEFAULT_TIMEOUT="${PIP_DEFAULT_TIMEOUT:-60}"
unset PYTHONPATH PYTHONHOME

libraries="libgl1 libegl1 libfontconfig1 libglib2.0-0t64 libxkbcommon0 libdbus-1-3 libxkbcommon-x11-0 libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0 libcups2t64"

# The files that decide what stands in .venv.
programme="requirements.txt pyproject.toml installer/environment.sh installer/hatch_build.py"

# tell ENGLISH BANGLA: a sentence for the person in front of the screen.
tell() {
    case ${LC_ALL:-${LC_MESSAGES:-${LANG:-}}} in
        bn*) printf '%s\n' "$2" >&2 ;;
        *) printf '%s\n' "$1" >&2 ;;
    esac
}

# missing_of PACKAGE...: those of the packages that this Debian or Ubuntu has not installed, on one line.
missing_of() {
    for package in "$@"; do
        for name in "$package" "${package%t64}"; do # Debian 12 and Ubuntu 22.04 know libglib2.0-0t64 without its ending
            case $(dpkg-query -W -f '${db:Status-Status}' "$name" 2>/dev/null) in installed) continue 2 ;; esac
        done
        printf '%s ' "$package"
    done
}

# known_as PACKAGE...: the names by which this release's apt knows the packages.
known_as() {
    for package in "$@"; do
        if apt-cache show "$package" >/dev/null 2>&1; then printf '%s ' "$package"; else printf '%s ' "${package%t64}"; fi
    done
}

# need_packages PACKAGE...: install them as root by apt, or say the line to run and stop.
need_packages() {
    if ! command -v dpkg-query >/dev/null 2>&1; then
        tell "This system has no apt. If a library is missing, these Debian packages hold it: $*" \
            "এই কম্পিউটারে apt নেই। কোনো লাইব্রেরি না থাকলে ডেবিয়ানের এই প্যাকেজগুলোতে তা আছে: $*"
        return 0
    fi
    missing=$(missing_of "$@")
    [ -n "$missing" ] || return 0
    if [ "$(id -u)" -ne 0 ]; then
        tell "Some system libraries are missing. Run this line, then start again:
    sudo apt-get update && sudo apt-get install --no-install-recommends $(known_as $missing)" \
            "কিছু সিস্টেম লাইব্রেরি নেই। এই লাইনটি চালিয়ে আবার শুরু করুন:
    sudo apt-get update && sudo apt-get install --no-install-recommends $(known_as $missing)"
        exit 1
    fi
    tell "Installing system libraries: $missing" "সিস্টেম লাইব্রেরি বসানো হচ্ছে: $missing"
    if ! { DEBIAN_FRONTEND=noninteractive && export DEBIAN_FRONTEND && apt-get update -qq >&2 &&
        apt-get install -y -qq -o Dpkg::Use-Pty=0 --no-install-recommends $(known_as $missing) >&2; }; then
        tell "apt could not install them. Look at its last lines above, see that the internet works, then start again." \
            "apt সেগুলো বসাতে পারেনি। উপরের শেষ লাইনগুলো দেখুন, ইন্টারনেট আছে কি না দেখে আবার শুরু করুন।"
        exit 1
    fi
}

# make_venv: .venv with the first Python from 3.11 on that can make one.
make_venv() {
    if [ ! -w . ]; then
        tell "Nothing can be written to $root. Copy the whole folder to your home, and start it there." \
            "এই ফোল্ডারে লেখা যায় না: $root। পুরো ফোল্ডারটি আপনার হোমে কপি করে সেখানে শুরু করুন।"
        exit 1
    fi
    rm -rf .venv
    for candidate in python3.13 python3.12 python3.11 python3 python3.14 python; do
        command -v "$candidate" >/dev/null 2>&1 || continue
        "$candidate" -I -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 || continue
        if "$candidate" -I -m venv .venv >/dev/null 2>&1 && "$python" -I -m pip --version >/dev/null 2>&1; then return 0; fi
        rm -rf .venv
    done
    tell "Python 3.11 or later with its venv module is needed. On Debian or Ubuntu: sudo apt-get install python3 python3-venv" \
        "পাইথন ৩.১১ বা তার পরের সংস্করণ আর তার venv মডিউল লাগবে। ডেবিয়ান বা উবুন্টুতে: sudo apt-get install python3 python3-venv"
    exit 1
}

# stamp_of FILE...: a word that changes when a file, the folder or the release of Python does.
stamp_of() {
    { printf '%s\n' "$root"; "$python" -I -V; cat "$@"; } | cksum
}

# done_before NAME STAMP: true if the step of that name ended well with just this stamp.
done_before() {
    [ -f ".venv/$1.stamp" ] && [ "$(cat ".venv/$1.stamp")" = "$2" ]
}

# pip_install OPTION...: with its progress on a terminal, where a slow line can take long; quietly elsewhere.
pip_install() {
    if [ -t 2 ]; then quiet=; else quiet=--quiet; fi
    "$python" -I -m pip install --disable-pip-version-check --no-input $quiet "$@" >&2
}

# install_locked FILE: exactly the packages of the file, each proved by its hash.
install_locked() {
    if ! pip_install --only-binary :all: --require-hashes -r "$1"; then
        tell "The packages could not be fetched. See that the internet works, then start again." \
            "প্যাকেজগুলো আনা যায়নি। ইন্টারনেট আছে কি না দেখে আবার শুরু করুন।"
        exit 1
    fi
}

# ready: all that the programme itself needs to run.
ready() {
    "$python" -I -c '' >/dev/null 2>&1 || make_venv
    stamp=$(stamp_of $programme)
    if ! done_before programme "$stamp"; then
        # After an upgrade of the system's Python the old .venv still starts, but its packages are another release's.
        "$python" -I -m pip --version >/dev/null 2>&1 || make_venv
        need_packages $libraries
        tell "Installing the programme into .venv. This takes a few minutes, once." \
            "প্রোগ্রামটি .venv ফোল্ডারে বসানো হচ্ছে। কয়েক মিনিট লাগবে, একবারই।"
        install_locked requirements.txt
        pip_install --no-deps --no-build-isolation -e .
        stamp_of $programme >.venv/programme.stamp
    fi
    "$python" installer/compile_resources.py
}

# coordinators: what collecting and figures need besides; a facilitator's laptop stays small.
coordinators() {
    stamp=$(stamp_of $programme requirements-coordinator.txt)
    if ! done_before coordinator "$stamp"; then
        tell "Installing what a coordinator's desk needs. This takes a few minutes, once." \
            "সমন্বয়কারীর ডেস্কের জন্য যা লাগে তা বসানো হচ্ছে। কয়েক মিনিট লাগবে, একবারই।"
        install_locked requirements-coordinator.txt
        printf '%s\n' "$stamp" >.venv/coordinator.stamp
    fi
}
