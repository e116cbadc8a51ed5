/** Who runs and where threads meet; of use without a web application. */
module dev.brigade.threads {
    requires static transitive org.jspecify;

    exports dev.brigade.threads;
    exports dev.brigade.threads.guard;
}
