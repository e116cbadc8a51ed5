package dev.brigade.web.queues;

/**
 * What becomes of the items of a queue, in numbers only, which cost nothing to ask for. Immutable; its figures are of slightly
 * different moments.
 *
 * @param queue the name of the queue
 * @param threads how many items are worked on at once
 * @param counts what happened since the start
 * @param waiting how many items wait for their next try
 * @param working how many items are worked on
 */
public record ConsumerTotals(String queue, int threads, ConsumerView.Counts counts, int waiting, int working) {}
