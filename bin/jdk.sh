# Part of ./brigade: finds a JDK 25 or newer. A JDK says its version in its file `release`, so none has to be started.
# shellcheck shell=sh

jdk_needed=25

# Sets and exports JAVA_HOME, or says what to install and ends with 2. JAVA_HOME comes first, then the java on the
# PATH, then the installed JDK that is nearest to the version that Brigade is tested with.
need_jdk() {
    jdk_found=
    jdk_found_version=
    jdk_seen=
    look_at_jdk "${JAVA_HOME-}"
    [ -n "$jdk_found" ] || look_at_jdk "$(jdk_of_path)"
    [ -n "$jdk_found" ] || look_at_installed_jdks
    [ -n "$jdk_found" ] || no_jdk
    JAVA_HOME=$jdk_found
    export JAVA_HOME
}

# look_at_jdk FOLDER: takes it as $jdk_found if it is new enough and older than what was found; else remembers it.
look_at_jdk() {
    [ -r "$1/release" ] || return 0
    jdk_home=$(CDPATH='' cd -- "$1" && pwd -P)
    case $jdk_seen in
        *"  $jdk_home
"*) return 0 ;;
    esac
    jdk_version=$(sed -n 's/^JAVA_VERSION="\(1\.\)\{0,1\}\([0-9]\{1,\}\).*/\2/p' "$jdk_home/release")
    [ -n "$jdk_version" ] || return 0
    jdk_kind="Java $jdk_version"
    if [ ! -x "$jdk_home/bin/javac" ]; then
        jdk_kind="$jdk_kind without a compiler (JRE)"
    elif [ "$jdk_version" -ge "$jdk_needed" ]; then
        if [ -z "$jdk_found" ] || [ "$jdk_version" -lt "$jdk_found_version" ]; then
            jdk_found=$jdk_home
            jdk_found_version=$jdk_version
        fi
    fi
    jdk_seen="$jdk_seen  $jdk_kind  $jdk_home
"
}

# The home of the java on the PATH. A version manager's java (jenv, asdf, mise) is a script: only asking it tells.
jdk_of_path() {
    java=$(command -v java) || return 0
    while [ -L "$java" ]; do
        link=$(readlink "$java")
        case $link in
            /*) java=$link ;;
            *) java=$(dirname "$java")/$link ;;
        esac
    done
    home=$(dirname "$(dirname "$java")")
    if [ -r "$home/release" ]; then
        printf '%s\n' "$home"
    elif [ "$java" != /usr/bin/java ]; then # on macOS that one opens a dialog when there is no Java
        "$java" -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java\.home = //p'
    fi
}

# The folders in which JDKs lie side by side; BRIGADE_JDK_FOLDERS (separated by colons) replaces them.
jdk_folders() {
    if [ -n "${BRIGADE_JDK_FOLDERS-}" ]; then
        printf '%s\n' "$BRIGADE_JDK_FOLDERS"
        return
    fi
    user=${HOME-}
    printf '%s:' /usr/lib/jvm /usr/lib64/jvm /usr/java /usr/local /opt /opt/java \
        /Library/Java/JavaVirtualMachines "$user/Library/Java/JavaVirtualMachines" \
        /opt/homebrew/opt /usr/local/opt /home/linuxbrew/.linuxbrew/opt \
        "$user/.sdkman/candidates/java" "$user/.jdks" "$user/.gradle/jdks" "$user/.jbang/cache/jdks" \
        "${MISE_DATA_DIR:-$user/.local/share/mise}/installs/java" "${ASDF_DATA_DIR:-$user/.asdf}/installs/java" \
        "${JENV_ROOT:-$user/.jenv}/versions"
    printf '\n'
}

look_at_installed_jdks() {
    IFS=:
    # shellcheck disable=SC2046 # split at the colons
    set -- $(jdk_folders)
    unset IFS
    set +f
    for jdk_folder in "$@"; do
        # plain; as macOS packs a JDK; as Homebrew does
        for jdk in "$jdk_folder"/* "$jdk_folder"/*/Contents/Home "$jdk_folder"/*/libexec/openjdk.jdk/Contents/Home \
            "$jdk_folder"/*/libexec; do
            look_at_jdk "$jdk"
        done
    done
    set -f
}

no_jdk() {
    {
        echo "Brigade needs a JDK $jdk_needed or newer, and there is none here."
        if [ -n "$jdk_seen" ]; then
            echo "Found:"
            printf '%s' "$jdk_seen"
        else
            echo "No Java was found at all."
        fi
        echo "Looked at JAVA_HOME (${JAVA_HOME:-not set}), at java on the PATH, and in $(jdk_folders | sed 's/:$//; s/:/, /g')."
        echo
        echo "Install one, for example Eclipse Temurin $jdk_needed (https://adoptium.net), then run this again:"
        if [ "$(uname)" = Darwin ]; then
            echo "  macOS:      brew install --cask temurin@$jdk_needed"
        else
            echo "  Debian, Ubuntu:"
            echo "    sudo apt install -y wget gpg"
            echo "    wget -qO - https://packages.adoptium.net/artifactory/api/gpg/key/public | sudo gpg --dearmor -o /usr/share/keyrings/adoptium.gpg"
            echo "    echo \"deb [signed-by=/usr/share/keyrings/adoptium.gpg] https://packages.adoptium.net/artifactory/deb \$(. /etc/os-release; echo \$VERSION_CODENAME) main\" | sudo tee /etc/apt/sources.list.d/adoptium.list"
            echo "    sudo apt update && sudo apt install -y temurin-$jdk_needed-jdk"
            echo "  Fedora:     sudo dnf install java-$jdk_needed-openjdk-devel"
        fi
        echo "  elsewhere:  unpack https://adoptium.net/temurin/releases/?version=$jdk_needed, or sdk install java $jdk_needed-tem (https://sdkman.io)"
        echo "A JDK $jdk_needed in another place: export JAVA_HOME=/its/folder"
    } >&2
    exit 2
}
