/** What {@code ./brigade} runs. */
module dev.brigade.cli {
    requires dev.brigade.web;
    requires static org.jspecify;
    requires info.picocli;
}
