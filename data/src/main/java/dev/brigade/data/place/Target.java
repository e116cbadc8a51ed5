package dev.brigade.data.place;

import dev.brigade.data.errors.DatabaseException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where to connect, and as whom, as JDBC wants it. The URL never contains a password: one that stood in it has been taken
 * out, so that no message and no log of a library can show it.
 *
 * @param name the database's name, for people
 * @param url for JDBC
 * @param user empty if the driver shall choose
 * @param password empty if there is none
 * @param product what is behind the URL
 */
public record Target(String name, String url, String user, String password, Product product) {
    /** How long H2 waits for a row that another transaction has changed; its own default of 2 s is short under load. */
    private static final long LOCK_TIMEOUT = Duration.ofSeconds(10).toMillis();

    /** How long each answer may take until somebody is logged in; the driver itself waits so long for the first, that it is connected. */
    private static final Duration LOGIN = Duration.ofSeconds(10);

    /** PostgreSQL's own way of writing a URL, with or without {@code jdbc:}. */
    private static final Pattern POSTGRES = Pattern.compile("(?:jdbc:)?postgres(?:ql)?://(?<rest>.*)");

    /** {@code user:password@} before the host, of which both may contain an {@code @}. */
    private static final Pattern USER_INFO = Pattern.compile(
            "(?<scheme>[^/?;]*//)(?<user>[^:/?]*)(?::(?<password>[^/?]*))?@(?<rest>[^@/?]*(?:[/?].*)?)");

    /**
     * Where a {@code /} or a {@code ?} of a password seems to end the host: an {@code @} comes after that, in the path or in the name of an
     * option, or what seems to be the port is none.
     */
    private static final Pattern SPLIT_PASSWORD =
            Pattern.compile("[^/?;]*//(?:[^/?]*/[^?]*@|[^/?]*\\?[^=]*@|[^/?:\\[]*:(?!\\d*[,/?;]).*@).*");

    /** A user or password among a URL's options: {@code ?user=}, {@code &password=} or H2's {@code ;USER=}. */
    private static final Pattern CREDENTIAL =
            Pattern.compile("(?i)(?<mark>[?&;])(?<key>user|password)=(?<value>[^&;]*)");

    private static final Pattern CREDENTIAL_OF_H2 =
            Pattern.compile("(?i)(?<mark>;)(?<key>user|password)=(?<value>[^;]*)");

    /** H2 file systems that the URL names itself; two letters or more, since one is a Windows drive. */
    private static final Pattern H2_SCHEME = Pattern.compile("(?i)[a-z][a-z0-9]+:.*");

    /**
     * What an application says, made ready for JDBC; a user and a password win over those that stand in the URL.
     *
     * @throws DatabaseException if those in the URL are not written as a URL's
     */
    public static Target of(String name, String givenUrl, String givenUser, String givenPassword) {
        String url = givenUrl.strip();
        String user = givenUser;
        String password = givenPassword;

        Matcher postgres = POSTGRES.matcher(url);
        if (postgres.matches()) {
            url = "jdbc:postgresql://" + postgres.group("rest");
        }
        Matcher info = USER_INFO.matcher(url);
        if (info.matches()) {
            url = info.group("scheme") + info.group("rest");
            user = user.isEmpty() ? decoded(name, info.group("user")) : user;
            password = password.isEmpty() ? decoded(name, info.group("password")) : password;
        }
        Product product = Product.of(url);
        if (product != Product.H2
                && SPLIT_PASSWORD.matcher(url).matches()) { // the driver's message would have all of it
            throw badlyWritten(name, "a / or a ?", "%2F for a / and %3F for a ?");
        }
        StringBuilder bare = new StringBuilder();
        Matcher credentials = (product == Product.H2 ? CREDENTIAL_OF_H2 : CREDENTIAL).matcher(url);
        while (credentials.find()) {
            boolean first = "?".equals(credentials.group("mark"));
            String value =
                    product == Product.H2 ? credentials.group("value") : decoded(name, credentials.group("value"));
            if ("user".equals(credentials.group("key").toLowerCase(Locale.ROOT))) {
                user = user.isEmpty() ? value : user;
            } else {
                password = password.isEmpty() ? value : password;
            }
            credentials.appendReplacement(bare, first ? "?" : "");
        }
        credentials.appendTail(bare);
        url = bare.toString().replace("?&", "?").replaceAll("\\?$", "");
        return product == Product.H2
                ? new Target(name, h2(url), user.isEmpty() ? "sa" : user, password, product)
                : new Target(name, product == Product.POSTGRESQL ? postgres(url) : url, user, password, product);
    }

    /** Whether the database runs in this process. */
    public boolean isEmbedded() {
        return product == Product.H2 && isEmbedded(url.substring("jdbc:h2:".length()));
    }

    /** Whether the database runs in this process and keeps what is in it. */
    public boolean isFile() {
        return isEmbedded() && !isInMemory(h2Path());
    }

    /** What stands in a URL of H2 before the options: {@code async:./data/shop}. */
    public String h2Path() {
        return url.substring("jdbc:h2:".length()).replaceFirst(";.*", "");
    }

    private static boolean isInMemory(String h2Path) {
        return h2Path.regionMatches(true, 0, "mem:", 0, 4);
    }

    private static boolean isEmbedded(String h2Path) {
        return !h2Path.matches("(?i)(tcp|ssl):.*");
    }

    /** A connection outside of any pool. */
    public Connection connect() {
        return connect(Duration.ZERO);
    }

    /**
     * A connection outside of any pool.
     *
     * @param most how long to wait for a server that does not answer, unless the URL says so itself; zero for the driver's own time
     */
    public Connection connect(Duration most) {
        try {
            return open(most);
        } catch (SQLException failure) {
            throw OpenFailures.opening(this, failure);
        }
    }

    /** As {@link #connect(Duration)}, with what the driver says of a failure. */
    public Connection open(Duration most) throws SQLException {
        DataFolder.ready(this);
        Properties properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        network().forEach(properties::setProperty);
        if (product == Product.POSTGRESQL && !most.isZero()) {
            properties.setProperty("connectTimeout", String.valueOf(most.toSeconds()));
            properties.setProperty("loginTimeout", String.valueOf(2 * most.toSeconds()));
        }
        boolean limited = product == Product.POSTGRESQL && !url.contains("socketTimeout=");
        if (limited) { // else who logs in over a network that swallows all waits for ever
            properties.setProperty("socketTimeout", String.valueOf(LOGIN.toSeconds()));
        }
        Connection connection = DriverManager.getConnection(url, properties);
        if (limited) {
            waitsForEver(connection);
        }
        return connection;
    }

    /** From now on; if that can't be, it is closed. */
    private static void waitsForEver(Connection connection) throws SQLException {
        try {
            connection.setNetworkTimeout(Runnable::run, 0);
        } catch (SQLException | RuntimeException | Error failure) {
            connection.close();
            throw failure;
        }
    }

    /**
     * Properties for the driver, which the URL goes before: a server that is gone without a word is looked for in the end, and who tells it
     * to cancel a statement does not wait long for it.
     */
    private Map<String, String> network() {
        return product == Product.POSTGRESQL ? Map.of("tcpKeepAlive", "true", "cancelSignalTimeout", "2") : Map.of();
    }

    /**
     * H2's file system is made safe against interrupts. Its default one uses a {@code FileChannel}, which Java closes when a
     * thread is interrupted in it, and then the database is closed for everybody. Brigade interrupts a request whose client
     * has gone, so a file is opened through H2's {@code async:} file system, whose channel belongs to no thread.
     */
    private static String h2(String url) {
        String path = url.substring("jdbc:h2:".length());
        boolean embedded = isEmbedded(path);
        boolean named = path.regionMatches(true, 0, "file:", 0, 5);
        String bare = named ? path.substring(5) : path;
        String safe = H2_SCHEME.matcher(bare).matches() ? bare : "async:" + bare;
        String made = "jdbc:h2:" + (embedded ? safe : path);
        made = withOption(made, "LOCK_TIMEOUT", String.valueOf(LOCK_TIMEOUT));
        if (embedded && !isInMemory(bare)) {
            // By default H2 writes up to half a second after the commit: what a client was told is done would be lost
            // when the process is killed.
            made = withOption(made, "WRITE_DELAY", "0");
        }
        // Database.close() closes it, after the last request; H2's own hook would close it under the requests
        return embedded ? withOption(made, "DB_CLOSE_ON_EXIT", "FALSE") : made;
    }

    /** Or each message of a failed statement, and so the log, would have the values of keys and rows. */
    private static String postgres(String url) {
        return url.contains("logServerErrorDetail=")
                ? url
                : url + (url.contains("?") ? "&" : "?") + "logServerErrorDetail=false";
    }

    /** Whether PostgreSQL's driver makes the whole session read-only before a transaction that reads, and takes it back after it. */
    public boolean makesSessionsReadOnly() {
        return product == Product.POSTGRESQL && url.matches("(?i).*[?&]readOnlyMode=always\\b.*");
    }

    private static String withOption(String url, String key, String value) {
        return url.toUpperCase(Locale.ROOT).contains(";" + key + "=") ? url : url + ";" + key + "=" + value;
    }

    private static String decoded(String name, @Nullable String text) {
        try {
            return text == null ? "" : URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) { // whose message has a part of it
            throw badlyWritten(name, "a % that two hexadecimal digits do not follow", "%25 for a %");
        }
    }

    /** Without a part of what is written. */
    private static DatabaseException badlyWritten(String name, String what, String remedy) {
        return new DatabaseException("The user or the password in a URL has " + what + ". Write " + remedy + " in "
                + SettingNames.of(name, "url") + " of database \"" + name + "\", or set "
                + SettingNames.of(name, "user") + " and " + SettingNames.of(name, "password")
                + ", which are taken as they are.");
    }

    /** The name of a setting of this database, for people: {@code database.stock.url}. */
    String setting(String what) {
        return SettingNames.of(name, what);
    }

    /** For people: the place, without options, nor what may be a password in a form that only its driver knows. */
    public String place() {
        return switch (product) {
            case H2 -> url.replaceFirst("(?i)^jdbc:h2:(async:)?", "").replaceFirst(";.*", "");
            case POSTGRESQL ->
                url.replaceFirst("^jdbc:postgresql:(//)?", "")
                        .replaceFirst("\\?.*", "")
                        .replaceFirst(".*@", "…@");
            case OTHER -> url.replaceFirst("[?;].*", "").replaceFirst("^((?:jdbc:)?[^:/]*:).*@", "$1…@");
        };
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "database \"" + name + "\" at " + place();
    }
}
