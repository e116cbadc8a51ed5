package dev.brigade.data;

/**
 * What {@link Database#migrate} did.
 *
 * @param database for people: {@code database "main" at localhost/shop}
 * @param version the schema's version now; empty if the folder has no versioned file
 * @param files how many files ran
 */
public record Migrated(String database, String version, int files) {

    /** For people: {@code Schema of database "main" at localhost/shop is at version 2: 1 file ran}. */
    @Override
    public String toString() {
        return "Schema of " + database + " is at " + (version.isEmpty() ? "no version" : "version " + version) + ": "
                + switch (files) {
                    case 0 -> "nothing to do";
                    case 1 -> "1 file ran";
                    default -> files + " files ran";
                };
    }
}
