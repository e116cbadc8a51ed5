# Part of ./brigade: runs Maven for what is stale, one at a time, and shows briefly how far it is.
# shellcheck shell=sh disable=SC2154 # $root, $target, $JAVA_HOME and fail are the caller's
#
# A target (the folder of an application, or of a module) is fresh when its stamp lists exactly the sources that are
# there now, none of them was changed after the stamp was written, and every entry of its class path exists. The stamp
# is removed before Maven starts and written after it has succeeded, so an interrupted build leaves none. It lists the
# sources as they were before Maven read them: what is edited during a build is built again.
#
# A build leaves two class paths: target/classpath is that of the running application. target/classpath-test has what is of
# scope test besides, for check, which with --on postgres starts the PostgreSQL that the application's tests depend on.

# Who runs an application does not wait for the rules of the code: Error Prone takes three quarters of a build. build and
# test compile again, with the rules, what was compiled without.

work=$root/.brigade
unruled=$work/unruled # exists while there may be classes that were compiled without the rules
install_stamp=$work/installed # what Brigade was installed from, and what came of it
lock=$work/build.lock # a symlink whose target is the process that builds: made in one step, content included

test_path= # not empty: target/classpath-test is wanted too

# build_application FOLDER: one of this repository, or anybody's with a pom.xml of its own.
build_application() {
    if own_module "$1"; then build_module "$module"; else build_foreign "$1"; fi
}

# Whether FOLDER is a module of this repository: then $module is its name.
own_module() {
    module=${1#"$root"/}
    [ "$module" != "$1" ] && grep -q "<module>$module</module>" "$root/pom.xml"
}

build_module() {
    [ -f "$root/$1/target/classpath" ] && first='' || first=' (first time: downloads libraries)'
    modules=$1
    [ "$1" = cli ] || [ "$1" = bench ] || modules=$1,cli
    for inner in $(inner_modules "$1"); do modules=$modules,$inner; done
    unless_fresh "$root/$1" module_build
}

# The modules in the folder of module "$1" that are started with a class path of their own.
inner_modules() {
    for inner in $(sed -n "s:.*<module>\\($1/[^<]*\\)</module>.*:\\1:p" "$root/pom.xml"); do
        ! grep -q maven-dependency-plugin "$root/$inner/pom.xml" || printf '%s\n' "$inner"
    done
}

module_build() {
    quick_maven "Building Brigade$first …" -pl "$modules" -am -Dmaven.test.skip=true test-compile
}

# Somebody's application depends on Brigade as on any library, so Brigade has to be in the local Maven repository.
build_foreign() {
    foreign=$1
    unless_fresh "$foreign" foreign_build
}

foreign_build() {
    installed || install_build || return
    rm -f "$foreign/target/classpath-test" # that of what was built before
    maven "$foreign" "Building $foreign …" -Dmaven.test.skip=true test-compile \
        org.apache.maven.plugins:maven-dependency-plugin:3.11.0:build-classpath \
        -Dmdep.outputFile=target/classpath -DincludeScope=runtime || return
    # One run of Maven writes one of them, unless the pom.xml says more; so it is another run, and only if it is wanted.
    [ -z "$test_path" ] || maven "$foreign" "Looking for the libraries of its tests …" \
        org.apache.maven.plugins:maven-dependency-plugin:3.11.0:build-classpath \
        -Dmdep.outputFile=target/classpath-test -DincludeScope=test
}

# Whether what was installed would be installed again: $install_stamp lists the sources that are there now, and the files
# that it put into the local repository are as it put them. Another checkout may have installed its own over them.
installed() {
    class_path_exists "$root/cli" && grep -q '^installed ' "$install_stamp" 2>/dev/null || return 1
    [ "$(sources "$root" && installed_files <"$install_stamp")" = "$(cat "$install_stamp")" ] || return 1
    [ -z "$(source_files "$root" -newer "$install_stamp" -print)" ]
}

# The tests are compiled too, though none runs: those of other modules use some of them, and Maven wants to have them.
install_build() {
    rm -f "$install_stamp"
    sources "$root" >"$install_stamp.new"
    quick_maven "Installing Brigade into the local Maven repository …" -pl cli -am \
        -DskipTests -Dspotless.check.skip=true install || return
    sed -n 's/^\[INFO\] Installing .* to \(.*\)$/installed \1/p' "$log" | installed_files >"$install_stamp.files"
    cat "$install_stamp.files" >>"$install_stamp.new"
    rm -f "$install_stamp.files"
    mv -f "$install_stamp.new" "$install_stamp"
}

# Reads lines "installed FILE …", writes them with the checksums that the files have now.
installed_files() {
    sed -n 's/^installed \(.*\)/\1/p' | while IFS= read -r file; do
        file=${file%% | *}
        printf 'installed %s | %s\n' "$file" "$(cksum 2>/dev/null <"$file")"
    done
}

install_all() {
    take_lock
    install_build || failed
    release_lock
    sed -n 's/^installed \(.*\)\/brigade\/\([^/]*\)\/brigade-[^/]*\.jar | .*/Brigade \2 is in \1./p' "$install_stamp"
}

build_all() {
    take_lock
    set --
    for module in cli bench $(examples); do
        [ ! -f "$root/$module/pom.xml" ] || set -- "$@" "$root/$module"
    done
    for folder in "$@"; do
        remove_copies "$folder"
        forget "$folder"
        mkdir -p "$folder/target"
        sources "$folder" >"$folder/target/brigade.sources"
    done
    with_rules
    maven "$root" "Building Brigade …" -T 2 test-compile || failed
    for folder in "$@"; do remember "$folder"; done
    release_lock
}

# unless_fresh FOLDER COMMAND: builds FOLDER by COMMAND, or ends with 1.
unless_fresh() {
    ! fresh "$1" || return 0
    take_lock
    if ! fresh "$1"; then # another process may have built it while we waited
        remove_copies "$1"
        forget "$1"
        mkdir -p "$1/target"
        sources "$1" >"$1/target/brigade.sources"
        "$2" || failed
        remember "$1"
    fi
    release_lock
}

# Maven copies resources and never removes one: a migration that was renamed would be there twice. What the last build of
# FOLDER copied and is no source any more goes; what it made itself stays.
remove_copies() {
    [ -f "$1/target/brigade.stamp" ] || return 0
    sed -n 's:^[0-9]* [0-9]* \./src/main/resources/::p' "$1/target/brigade.stamp" | while IFS= read -r copy; do
        [ -e "$1/src/main/resources/$copy" ] || rm -f "$1/target/classes/$copy"
    done
}

forget() { rm -f "$1/target/brigade.stamp"; }
remember() { mv -f "$1/target/brigade.sources" "$1/target/brigade.stamp" && touch "$1/target/brigade.stamp"; }

fresh() {
    [ -f "$1/target/brigade.stamp" ] || return 1
    [ "$(sources "$1")" = "$(cat "$1/target/brigade.stamp")" ] || return 1
    [ -z "$(source_files "$1" -newer "$1/target/brigade.stamp" -print)" ] || return 1
    class_path_exists "$1" && class_path_exists "$root/cli" || return 1
    [ -z "$test_path" ] || class_path_exists "$1" classpath-test || return 1
    for inner in $(inner_modules "${1#"$root"/}"); do
        class_path_exists "$root/$inner" || return 1
    done
}

# class_path_exists FOLDER [FILE]: all entries of target/classpath, or of another file there.
class_path_exists() {
    path_file=$1/target/${2-classpath}
    [ -f "$path_file" ] && [ -d "$1/target/classes" ] || return 1
    entry=
    IFS=:
    # shellcheck disable=SC2013 # split at the colons
    for entry in $(cat "$path_file"); do
        [ -e "$entry" ] || break
    done
    unset IFS
    [ -e "${entry:-/}" ]
}

# What FOLDER is built from: where this repository is, and each file with its checksum.
sources() {
    printf '%s\n' "$root"
    source_files "$1" -exec cksum {} + | LC_ALL=C sort
}

# source_files FOLDER ACTION-OF-FIND...: its files and those of the modules of this repository that it may depend on; of
# the root, only the latter.
source_files() {
    {
        [ "$1" = "$root" ] || printf '%s\n' "$1"
        sed -n 's:.*<module>\([^</]*\)</module>.*:\1:p' "$root/pom.xml" | grep -v '^bench$'
    } | {
        shift
        cd -- "$root" && find pom.xml .mvn -type f "$@"
        while IFS= read -r folder; do # the application's is absolute, a module's begins at the root
            cd -- "$root" && cd -- "$folder" && find . \( -path ./target -o -path './*/target' -o -path ./src/test \) -prune -o \
                -type f \( -name pom.xml -o -name '*.java' -o -path './src/*' -o -path './*/src/*' \) "$@"
            case $folder in
                /*) parent_poms "$folder" | while IFS= read -r pom; do find "$pom" "$@"; done ;;
            esac
        done
    }
}

# What the pom.xml of FOLDER inherits from, where Maven looks for it by itself: in the folders above, as long as each names a parent.
parent_poms() {
    pom_folder=$1
    while [ "$pom_folder" != "$root" ] && grep -q '<parent>' "$pom_folder/pom.xml" 2>/dev/null; do
        pom_folder=$(dirname "$pom_folder")
        [ ! -f "$pom_folder/pom.xml" ] || printf '%s\n' "$pom_folder/pom.xml"
    done
}

# quick_maven TITLE ARGUMENT...: compiles Brigade without its rules.
quick_maven() {
    [ -e "$unruled" ] && already=yes || already=''
    : >"$unruled" # before, for it may be interrupted
    maven "$root" "$@" -Dcompiler.rules=-g
    quick_status=$?
    [ -n "$already" ] || grep -q '\] Compiling ' "$log" || rm -f "$unruled"
    return "$quick_status"
}

# What was compiled without the rules is compiled again.
with_rules() {
    [ -e "$unruled" ] || return 0
    find "$root" -type d \( -path '*/target/classes' -o -path '*/target/maven-status' \) -prune -exec rm -rf {} +
    rm -f "$unruled"
}

# maven FOLDER TITLE ARGUMENT...: runs Maven there, shows its progress, leaves its output in $log.
maven() {
    maven_folder=$1
    maven_title=$2
    shift 2
    log=$work/build.log
    find_maven
    rm -f "$work/output"
    mkfifo "$work/output" || failed
    show_progress "$maven_title" <"$work/output" 3>"$log" &
    progress_process=$!
    (cd -- "$maven_folder" && exec "$mvn" -B "$@") >"$work/output" 2>&1 </dev/null &
    maven_process=$!
    wait "$maven_process" # is interrupted by signals, which a command in the foreground is not
    maven_status=$?
    wait "$progress_process"
    maven_process=
    rm -f "$work/output"
    return "$maven_status"
}

# Sets $mvn: Maven 3.8 or newer on the PATH, else the wrapper, which downloads one.
find_maven() {
    mvn=$root/mvnw
    command -v mvn >/dev/null || return 0
    maven_version=$(cd / && mvn -B --version 2>/dev/null | sed -n 's/.*Apache Maven \([0-9]*\)\.\([0-9]*\).*/\1 \2/p')
    # shellcheck disable=SC2086 # major and minor version
    set -- $maven_version
    if [ $# = 2 ] && { [ "$1" -gt 3 ] || { [ "$1" = 3 ] && [ "$2" -ge 8 ]; }; }; then mvn=mvn; fi
}

# Reads Maven's output: a line that is written over on a terminal, else one line for each module.
show_progress() {
    downloads=0
    downloaded=
    module=
    if [ -t 2 ]; then line_start='\r\033[K' line_end=''; else line_start='' line_end='\n'; fi
    # shellcheck disable=SC2059 # the control characters
    printf "$line_start%s$line_end" "$1" >&2
    while IFS= read -r line; do
        printf '%s\n' "$line" >&3
        case $line in
            *'Downloaded from '*)
                downloads=$((downloads + 1))
                downloaded=", $downloads files downloaded"
                ;;
            '[INFO] Building '*'['*/*']') # [INFO] Building Brigade web 0.1.0-SNAPSHOT     [3/6]
                module=${line#'[INFO] Building '}
                count=${module##*' ['}
                module="${module%% [0-9]*} (${count%]})"
                [ -t 2 ] || printf '  %s\n' "$module" >&2
                ;;
            *'Tests run: '*'Time elapsed'*) continue ;;
            '['*'] Tests run: '*) [ -t 2 ] || printf '    %s\n' "${line#*] }" >&2 ;;
            *) continue ;;
        esac
        [ ! -t 2 ] || printf '\r\033[K%s %s%s' "$1" "$module" "$downloaded" >&2
    done
    [ ! -t 2 ] || printf '\r\033[K' >&2
}

# What Maven said was wrong, without its advice about itself; then ends.
failed() {
    {
        echo "The build failed:"
        show_errors
        echo "All of Maven's output: $log"
    } >&2
    release_lock
    exit 1
}

# The lines that say what is wrong; if Maven did not even start, the last it said.
show_errors() {
    errors=$(grep -E '^\[ERROR\]|^\[WARNING\] .*\.java:|^\[FATAL\]' "$log" |
        grep -v -E 'Re-run Maven|full stack trace|For more information|After correcting|mvn <args>|\[Help 1\] http|COMPILATION ERROR|^\[ERROR\] *$' |
        sed -e 's/^\[[A-Z]*\] */  /' -e 's/ -> \[Help 1\]$//' -e 's/:\[\([0-9]*\),\([0-9]*\)\]/:\1:\2:/' |
        root="$root/" awk '{
            at = index($0, ENVIRON["root"])
            if (at) $0 = substr($0, 1, at - 1) substr($0, at + length(ENVIRON["root"]))
            if (!seen[$0]++) print
        }')
    if [ -n "$errors" ]; then printf '%s\n' "$errors" | head -n 60; else tail -n 20 "$log" | sed 's/^/  /'; fi
}

take_lock() {
    mkdir -p "$work" 2>/dev/null && [ -w "$work" ] || no_lock "$work"
    said=
    vain=0
    until ln -s "$$" "$lock" 2>/dev/null; do
        if ! owner=$(readlink "$lock"); then # given back in between; but if that goes on, there can be no lock
            vain=$((vain + 1))
            [ "$vain" -lt 100 ] || no_lock "$lock"
            continue
        fi
        if ! kill -0 "$owner" 2>/dev/null; then
            # The builder is gone. One process at a time takes its lock away, and only that one.
            if mkdir "$lock.breaking" 2>/dev/null; then
                [ "$(readlink "$lock")" != "$owner" ] || rm -f "$lock"
                rmdir "$lock.breaking"
            else # takes a moment; if that goes on, it was interrupted in that moment
                vain=$((vain + 1))
                [ "$vain" -lt 30 ] || fail "A build was ended while it began, and left its lock behind: rm '$lock'; rmdir '$lock.breaking'"
                sleep 0.1 2>/dev/null || sleep 1 # POSIX knows whole seconds only
            fi
            continue
        fi
        [ -n "$said" ] || echo "Waiting for the build of process $owner … (if that is no build: rm '$lock')" >&2
        said=yes
        sleep 1
    done
    maven_process=
    trap 'interrupted 130' INT
    trap 'interrupted 143' TERM
    trap 'interrupted 129' HUP
}

no_lock() {
    fail "$1 can't be written, and a build needs that." \
        "If this checkout is somebody else's, take one of your own (git clone)."
}

release_lock() {
    rm -f "$lock"
    trap - INT TERM HUP
}

interrupted() {
    trap '' INT TERM HUP
    if [ -n "$maven_process" ]; then
        kill "$maven_process" 2>/dev/null
        wait "$maven_process"
        wait "$progress_process"
        rm -f "$work/output"
    fi
    echo "The build was interrupted." >&2
    release_lock
    exit "$1"
}
