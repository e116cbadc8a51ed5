# Part of ./brigade: tests everything and says in the last line how it went.
# shellcheck shell=sh disable=SC2154 # $root, $JAVA_HOME, $log and the functions of bin/build.sh

# test_all [OPTION-OF-MAVEN...]: ends with 0 if all is well, else with 1.
test_all() {
    take_lock
    with_rules
    # The last run's reports must not be counted.
    find "$root" -path '*/target/*-reports/TEST-*.xml' -type f -exec rm -f {} +
    # A failed test does not keep the modules above it from being tested: the reports tell, at the end.
    maven "$root" "Testing Brigade …" -Dmaven.test.failure.ignore=true -Dsurefire.failIfNoSpecifiedTests=false \
        -T 2 "$@" verify
    test_status=$?
    release_lock
    if [ "$test_status" != 0 ]; then
        echo "Maven failed:"
        show_errors
        echo "All of its output: $log"
    fi
    strict=
    case ${CI-} in
        '' | false | 0) ;;
        *) strict=strict ;;
    esac
    "$JAVA_HOME/bin/java" "$root/bin/TestReport.java" "$root" $strict || test_status=1
    [ "$test_status" = 0 ] || test_status=1
    exit "$test_status"
}
