package dev.brigade.data.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.h2.engine.Database;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.Page;
import org.h2.store.fs.FileUtils;
import org.h2.value.VersionedValue;
import org.jspecify.annotations.Nullable;

/**
 * Rows in a file of H2 that a transaction had written and not committed when the process was killed.
 *
 * <p>H2 rolls such transactions back when it opens the file, by their undo logs. But as with {@linkplain WholeCommits commits} it asks the
 * table after the undo log, so a row that was written in between is in the version without its log, and stays. Each such row has its
 * committed value with it, and H2 goes by that, except in a transaction that happens to have the number of the one that is gone, and
 * takes the row for its own; then what was never committed is read, and counts. So these rows are put back before anybody reads.
 *
 * <p>Only the newest version can have them, so of each table the pages are looked through that are about as new. On the thread that opens
 * the database, before any other has a connection.
 */
public final class Leftovers {
    /** How many versions H2 may write from its opening of the file until here, at the very most. */
    private static final int WRITTEN_SINCE = 100;

    /** H2 writes its header twice, at the beginning of the file. */
    private static final int HEADER = 4_096;

    private final MVStore store;
    private final List<Integer> open;
    private int put;

    private Leftovers(MVStore store, List<Integer> open) {
        this.store = store;
        this.open = open;
    }

    /**
     * Whether the file may have some, since it was not closed; to be asked before it is opened.
     *
     * @param path of the database, as H2 has it in its URLs
     */
    public static boolean mayBeIn(String path) {
        String file = path + ".mv.db";
        if (!FileUtils.exists(file)) {
            return false;
        }
        try (InputStream in = FileUtils.newInputStream(file)) {
            String first = new String(in.readNBytes(HEADER), StandardCharsets.ISO_8859_1);
            String second = new String(in.readNBytes(HEADER), StandardCharsets.ISO_8859_1);
            return !first.contains(",clean:1,") || !second.contains(",clean:1,");
        } catch (IOException | RuntimeException unreadable) {
            return true; // who opens it is told
        }
    }

    /**
     * Puts them back.
     *
     * @param first the first connection to the file, between transactions
     * @return how many rows and entries of indexes were put back
     */
    public static int putBack(Connection first) throws SQLException {
        if (!first.isWrapperFor(JdbcConnection.class)
                || !(first.unwrap(JdbcConnection.class).getSession() instanceof SessionLocal session)) {
            return 0;
        }
        Database database = session.getDatabase();
        MVStore store = database.getStore().getMvStore();
        if (store.getFileStore() == null || store.isReadOnly() || database.getSessions(false).length > 1) {
            return 0;
        }
        List<Integer> open = database.getStore().getTransactionStore().getOpenTransactions().stream()
                .map(transaction -> transaction.getId()) // prepared ones, of XA
                .toList();
        Leftovers leftovers = new Leftovers(store, open);
        leftovers.putBack();
        return leftovers.put;
    }

    private void putBack() {
        List<MVMap<Object, Object>> maps = new ArrayList<>();
        int newest = 0;
        for (String name : store.getMapNames()) {
            if (name.startsWith("table.") || name.startsWith("index.")) {
                MVMap<Object, Object> map = store.getMap(id(name));
                if (map != null) {
                    maps.add(map);
                    newest = Math.max(newest, newest(map.getRootPage()));
                }
            }
        }
        for (MVMap<Object, Object> map : maps) {
            List<Found> found = new ArrayList<>();
            look(map.getRootPage(), newest - WRITTEN_SINCE, found);
            for (Found one : found) {
                if (one.committed() == null) {
                    map.remove(one.key());
                } else {
                    map.put(one.key(), one.committed());
                }
            }
            put += found.size();
        }
        if (put > 0) {
            store.commit();
        }
    }

    /** @param committed null if there was no row */
    private record Found(Object key, @Nullable Object committed) {}

    private int id(String name) {
        return Integer.parseInt(store.getMetaMap().get("name." + name), 16);
    }

    /** The number of the chunk in which the newest of these pages is; each version is a chunk. */
    private static int newest(Page<Object, Object> root) {
        int newest = DataUtils.getPageChunkId(root.getPos());
        for (int at = 0; !root.isLeaf() && at <= root.getKeyCount(); at++) {
            newest = Math.max(newest, DataUtils.getPageChunkId(root.getChildPagePos(at)));
        }
        return newest;
    }

    private void look(Page<Object, Object> page, int oldest, List<Found> found) {
        if (page.isLeaf()) {
            for (int at = 0; at < page.getKeyCount(); at++) {
                if (page.getValue(at) instanceof VersionedValue<?> value
                        && value.getOperationId() != 0
                        && !open.contains((int) (value.getOperationId() >>> 40))) {
                    found.add(new Found(page.getKey(at), value.getCommittedValue()));
                }
            }
            return;
        }
        for (int at = 0; at <= page.getKeyCount(); at++) {
            long position = page.getChildPagePos(at);
            if (!DataUtils.isPageSaved(position) || DataUtils.getPageChunkId(position) >= oldest) {
                look(page.getChildPage(at), oldest, found);
            }
        }
    }
}
