package dev.brigade.data;

import dev.brigade.data.errors.DatabaseException;
import dev.brigade.data.jdbc.Causes;
import dev.brigade.data.jdbc.Failures;
import dev.brigade.data.jdbc.WithoutValues;
import dev.brigade.data.place.Product;
import dev.brigade.data.place.Target;
import dev.brigade.data.tables.OnlyOwn;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.CoreErrorCode;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationInfoService;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.core.api.exception.FlywayValidateException;
import org.flywaydb.core.api.output.MigrateResult;
import org.flywaydb.core.api.output.ValidateOutput;
import org.flywaydb.core.internal.exception.FlywayMigrateException;
import org.flywaydb.core.internal.sqlscript.FlywaySqlScriptException;
import org.flywaydb.database.postgresql.PostgreSQLConfigurationExtension;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings a database to the application's schema with Flyway's versioned files ({@code V1__first.sql}), over connections of
 * its own, not those of the pool. On PostgreSQL several nodes may do it at once: Flyway's lock lets one go first.
 */
final class Migrations {
    private static final Logger LOG = LoggerFactory.getLogger(Migrations.class);

    private static final String PENDING = "*:pending";

    /** What a newer version of the application has run: while it replaces the older one, both start. */
    private static final String FUTURE = "*:future";

    /** The version of a schema that has nothing of the application's. */
    private static final String BEFORE_ALL = "0";

    /** In a line such as {@code Wrong versioned migration name format: V2_seats.sql (It must contain …)}. */
    private static final Pattern FILE_NAME = Pattern.compile("(?<=: )\\S+\\.sql");

    /** However long another node migrates. */
    private static final int WAITS_FOR_OTHERS = -1;

    private Migrations() {}

    /**
     * Runs what has not run, and checks that what has run is unchanged.
     *
     * @param folder on the class path
     * @return what was done
     * @throws DatabaseException naming the file, the line and the reason, and what to do
     */
    static Migrated run(Target target, String folder) {
        FluentConfiguration configuration = configuration(target, folder);
        try {
            MigrateResult result = migrate(target, folder, configuration);
            // repeatable files have no version, and leave that of the schema as it is
            String version = Optional.ofNullable(result.targetSchemaVersion)
                    .or(() -> Optional.ofNullable(result.initialSchemaVersion))
                    .orElse("");
            if (result.migrationsExecuted > 0) {
                LOG.info(
                        "{}: schema migrated to {} by {} of {}",
                        target,
                        version.isEmpty() ? "no version" : "version " + version,
                        result.migrationsExecuted == 1 ? "1 file" : result.migrationsExecuted + " files",
                        folder);
            }
            result.warnings.forEach(warning -> LOG.warn("{}: {}", target, warning));
            return new Migrated(target.toString(), version, result.migrationsExecuted);
        } catch (FlywayValidateException failure) {
            throw new DatabaseException(invalid(target, configuration), failure);
        } catch (FlywayException failure) {
            throw new DatabaseException(failed(target, folder, failure), failure);
        }
    }

    private static MigrateResult migrate(Target target, String folder, FluentConfiguration configuration) {
        try {
            return configuration.load().migrate();
        } catch (FlywayException failure) {
            if (!isForeign(failure)) {
                throw failure;
            }
            FluentConfiguration again = configuration(target, folder);
            if (OnlyOwn.isIn(target)) { // an application that had durable jobs, say, before it had tables of its own
                again.baselineOnMigrate(true).baselineVersion(BEFORE_ALL);
            } // or else another node may have found that out before, and have begun
            return again.load().migrate();
        }
    }

    private static boolean isForeign(FlywayException failure) {
        return failure.getErrorCode() == CoreErrorCode.NON_EMPTY_SCHEMA_WITHOUT_SCHEMA_HISTORY_TABLE;
    }

    /**
     * Runs nothing, and checks that all have run and are unchanged.
     *
     * @throws DatabaseException if not, saying what to do
     */
    static void check(Target target, String folder) {
        FluentConfiguration configuration = configuration(target, folder);
        MigrationInfo[] pending;
        String version;
        try {
            Flyway flyway = configuration.load();
            if (!configuration
                    .ignoreMigrationPatterns(PENDING, FUTURE)
                    .load()
                    .validateWithResult()
                    .validationSuccessful) {
                throw new DatabaseException(invalid(target, configuration));
            }
            MigrationInfoService info = flyway.info();
            pending = info.pending();
            version = Optional.ofNullable(info.current())
                    .map(MigrationInfo::getVersion)
                    .map(MigrationVersion::getVersion)
                    .orElse("");
        } catch (FlywayException failure) {
            throw new DatabaseException(failed(target, folder, failure), failure);
        }
        if (pending.length > 0) {
            throw new DatabaseException(behind(target, folder, version, pending));
        }
    }

    private static FluentConfiguration configuration(Target target, String folder) {
        FluentConfiguration configuration = Flyway.configure()
                .dataSource(target.url(), target.user(), target.password())
                .locations("classpath:" + folder)
                .failOnMissingLocations(true)
                .validateMigrationNaming(true) // else V2_seats.sql is passed over without a word
                .lockRetryCount(WAITS_FOR_OTHERS)
                .loggers(); // none: it tells each of its steps; what failed comes as an exception
        // its lock is one of a session, not of a transaction, for whose end CREATE INDEX CONCURRENTLY would wait
        configuration
                .getConfigurationExtension(PostgreSQLConfigurationExtension.class)
                .setTransactionalLock(false);
        return configuration;
    }

    private static String behind(Target target, String folder, String version, MigrationInfo[] pending) {
        return "The schema of " + target + " is at " + (version.isEmpty() ? "no version" : "version " + version)
                + ", and "
                + (pending.length == 1 ? "1 file of " : pending.length + " files of ") + folder
                + (pending.length == 1 ? " has" : " have") + " not run: "
                + Arrays.stream(pending).map(MigrationInfo::getScript).collect(Collectors.joining(", "))
                + ". Run ./brigade migrate (java -jar … migrate), or set database.migrate to on, which runs them at start.";
    }

    private static String invalid(Target target, FluentConfiguration configuration) {
        List<String> wrong =
                configuration
                        .ignoreMigrationPatterns(PENDING, FUTURE)
                        .load()
                        .validateWithResult()
                        .invalidMigrations
                        .stream()
                        .map(Migrations::wrong)
                        .toList();
        return "Migrations of " + target + " do not fit the files: " + String.join("; ", wrong) + ".";
    }

    private static String wrong(ValidateOutput one) {
        String what = one.version == null || one.version.isEmpty()
                ? "R__" + one.description.replace(' ', '_') + ".sql"
                : "version " + one.version + " (" + one.description + ")";
        return what
                + switch (one.errorDetails.errorCode) {
                    case CoreErrorCode.CHECKSUM_MISMATCH ->
                        " has changed since it ran: put " + file(one.filepath)
                                + " back as it was, and write the change as a new file";
                    case CoreErrorCode.FAILED_VERSIONED_MIGRATION, CoreErrorCode.FAILED_REPEATABLE_MIGRATION ->
                        " failed when it last ran: undo what it did, delete its row from \"flyway_schema_history\""
                                + " and start again; a development database may simply be deleted";
                    case CoreErrorCode.APPLIED_VERSIONED_MIGRATION_NOT_RESOLVED,
                            CoreErrorCode.APPLIED_REPEATABLE_MIGRATION_NOT_RESOLVED ->
                        " has run, but its file is gone: put it back";
                    case CoreErrorCode.RESOLVED_VERSIONED_MIGRATION_NOT_APPLIED ->
                        " has not run, and a later version has: give " + file(one.filepath) + " a version after that";
                    case CoreErrorCode.DESCRIPTION_MISMATCH ->
                        " had another name when it ran: give " + file(one.filepath) + " its name back";
                    default ->
                        ": " + one.errorDetails.errorMessage.lines().findFirst().orElse("");
                };
    }

    private static String failed(Target target, String folder, FlywayException failure) {
        Optional<FlywaySqlScriptException> script = Causes.of(failure).stream()
                .filter(FlywaySqlScriptException.class::isInstance)
                .map(FlywaySqlScriptException.class::cast)
                .filter(one -> !one.getResource().getFilename().isEmpty()) // that of Flyway's own table has no name
                .findFirst();
        if (script.isPresent()) {
            return "Migration " + folder + "/" + script.get().getResource().getFilename() + " failed in line "
                    + script.get().getLineNumber() + " on " + target + ": " + sqlReason(script.get()) + "."
                    + left(target, failure);
        }
        String message = Failures.reason(failure);
        if (message.contains("Unable to resolve location")) {
            return "There is no folder " + folder + " on the class path with the migrations of " + target
                    + ". Create src/main/resources/" + folder + " (" + folder + " beside a single source file)"
                    + ", or name the right one where the application declares its"
                    + " migrations.";
        }
        if (message.startsWith("Invalid SQL filenames")) {
            return folder + " has files whose names say no version, so that they would never run: "
                    + String.join(", ", fileNames(String.valueOf(failure.getMessage())))
                    + ". A name is V, the version, two underscores and what it does: V2__seats.sql; or R__ for what runs whenever it has changed."
                    + " A file that has been renamed may still lie in the build's output, such as target/classes: delete it there.";
        }
        if (isForeign(failure)) {
            return target.toString().replaceFirst("^d", "D") + " has tables already, but no record of migrations."
                    + " Use an empty database, or baseline this one with Flyway's command line, at the version whose files it has.";
        }
        String ofDatabase = sqlReason(failure);
        return "Migrations of " + target + " in " + folder + " failed: " + message
                + (message.contains(ofDatabase) ? "" : ": " + ofDatabase);
    }

    /** What is left of a file that failed. */
    private static String left(Target target, FlywayException failure) {
        if (target.product() != Product.POSTGRESQL) {
            return " What stands before it in this file has been done, since this database commits each change of the schema.";
        }
        boolean inTransaction =
                !(failure instanceof FlywayMigrateException migration) || migration.isExecutableInTransaction();
        return inTransaction
                ? " Nothing of this file was done."
                : " This file runs in no transaction, since it has a statement that can't, such as CREATE INDEX CONCURRENTLY."
                        + " What stands before it has been done, and an index that could not be built may have been left behind, invalid.";
    }

    private static Set<String> fileNames(String text) {
        return FILE_NAME
                .matcher(text)
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static String sqlReason(Throwable failure) {
        return Causes.of(failure).stream()
                .filter(at -> at.getClass() != FlywaySqlScriptException.class && at instanceof SQLException)
                .map(SQLException.class::cast)
                .findFirst()
                .map(sql -> Failures.reason(WithoutValues.of(sql)))
                .orElseGet(() -> Failures.reason(failure));
    }

    private static String file(String path) {
        return path.isEmpty() ? "the file" : path;
    }
}
