package dev.brigade.data.pool;

import java.util.List;

/**
 * A pool of connections at one moment.
 *
 * @param name the database's name; with {@code .separate}, {@code .stream} or {@code .jobs} for a pool beside its main one
 * @param size connections at most
 * @param leased connections in use or being opened for somebody
 * @param idle open connections that nobody uses
 * @param waiting threads that wait for a connection
 * @param leases who holds the connections, the oldest lease first
 * @param totals what it has done since it was opened
 */
public record PoolView(
        String name, int size, int leased, int idle, int waiting, List<LeaseView> leases, PoolTotals totals) {}
