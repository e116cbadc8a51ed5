# Part of ./brigade: makes the folder of a new application from the files in bin/new.
# shellcheck shell=sh disable=SC2154 # $root, $self and fail of ./brigade

# new_application FOLDER: its name is the folder's.
new_application() {
    case ${1-} in
        '') fail "./brigade new needs the name of the application, which is that of the folder that it makes." \
            "For example: ./brigade new my-shop" ;;
        -*) fail "./brigade new: the folder comes first, and it takes no options; $1 is one." ;;
    esac
    [ $# = 1 ] || fail "./brigade new takes the folder alone; $2 is more."
    new_name=$(basename -- "$1")
    case $new_name in
        [a-z]*) ;;
        *) fail "An application is named by small letters, digits and hyphens, and begins with a letter; $new_name does not." ;;
    esac
    case $new_name in
        *[!a-z0-9-]* | *- | *--*)
            fail "An application is named by small letters, digits and single hyphens between them, such as my-shop; $new_name is not." ;;
    esac
    [ ! -e "$1" ] || [ -z "$(ls -A "$1" 2>/dev/null)" ] || fail "$1 is there already, and not empty. Choose another name, or empty it."
    new_package=$(printf %s "$new_name" | tr -d -)
    case " abstract assert boolean break byte case catch char class const continue default do double else enum extends final finally float for goto if implements import instanceof int interface long native new package private protected public return short static strictfp super switch synchronized this throw throws transient try void volatile while true false null java " in
        *" $new_package "*) fail "$new_package is a word of Java and can't be a package. Choose another name." ;;
    esac
    new_class=$(printf %s "$new_name" | awk -F- '{ for (i = 1; i <= NF; i++) printf "%s", toupper(substr($i, 1, 1)) substr($i, 2) }')
    # The files import classes of these names, and those of java.lang are known without; inside a class of the same name they would
    # not be meant any more.
    case " App Client Explore NewNote NotBlank Note Object Override Requests Response Size String Test View " in
        *" $new_class "*) new_class=${new_class}App ;;
    esac
    new_version=$(sed -n 's:^ *<version>\(.*\)</version>.*:\1:p' "$root/pom.xml" | head -n 1)
    case $(uname -s) in Darwin) new_machine=darwin ;; *) new_machine=linux ;; esac
    case $(uname -m) in arm64 | aarch64) new_machine=$new_machine-arm64v8 ;; *) new_machine=$new_machine-amd64 ;; esac
    mkdir -p -- "$1/src/main/java/$new_package" "$1/src/main/resources/db" "$1/src/main/resources/templates" \
        "$1/src/test/java/$new_package" || fail "$1 can't be made there."
    new_file pom.xml "$1/pom.xml"
    new_file gitignore "$1/.gitignore"
    new_file App.java "$1/src/main/java/$new_package/$new_class.java"
    new_file notes.sql "$1/src/main/resources/db/V1__notes.sql"
    new_file index.html "$1/src/main/resources/templates/index.html"
    new_file AppTest.java "$1/src/test/java/$new_package/${new_class}Test.java"
    cat <<END
$1 is an application with a page, a table and tests. Begin reading at $1/src/main/java/$new_package/$new_class.java.
  $self run $1         runs it: http://localhost:8080, with its data in $1/data
  $self check $1       runs each pair of its routes together
  cd $1 && mvn test    its tests, once $self install has put Brigade into the local Maven repository
END
}

# new_file TEMPLATE FILE
new_file() {
    sed "s/@name@/$new_name/g; s/@package@/$new_package/g; s/@Class@/$new_class/g; s/@version@/$new_version/g; s/@machine@/$new_machine/g" \
        "$root/bin/new/$1" >"$2" || fail "$2 can't be written."
}
