package dev.brigade.check.suite.jvm.programs;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicStampedReference;

/** A stack of free buffers without locks, whose nodes are used again (the ABA problem). */
public final class ReusedNode {
    private ReusedNode() {}

    /** The top is the same node as before, but what is below it has changed. */
    public static final class Broken {
        private final Node b = new Node(null);
        private final Node a = new Node(b);
        private final AtomicInteger taken = new AtomicInteger();
        private final AtomicReference<Node> top = new AtomicReference<>(a);

        /** Takes one, and keeps it. */
        public void take() {
            keep(pop());
        }

        /** Takes two, and gives the first of them back. */
        public void takeTheSecond() {
            Node first = pop();
            keep(pop());
            if (first != null) {
                push(first);
            }
        }

        /** How many there are, taken or not: always the same, if none is taken twice. */
        public int count() {
            int count = taken.get();
            for (Node node = top.get(); node != null; node = node.below) {
                count++;
            }
            return count;
        }

        private void keep(Node node) {
            if (node != null) {
                taken.incrementAndGet();
            }
        }

        private Node pop() {
            while (true) {
                Node node = top.get();
                if (node == null || top.compareAndSet(node, node.below)) {
                    return node;
                }
            }
        }

        private void push(Node node) {
            do {
                node.below = top.get();
            } while (!top.compareAndSet(node.below, node));
        }
    }

    /** A stamp tells the same node now from the same node then. */
    public static final class Fixed {
        private final Node b = new Node(null);
        private final Node a = new Node(b);
        private final AtomicInteger taken = new AtomicInteger();
        private final AtomicStampedReference<Node> top = new AtomicStampedReference<>(a, 0);

        public void take() {
            keep(pop());
        }

        public void takeTheSecond() {
            Node first = pop();
            keep(pop());
            if (first != null) {
                push(first);
            }
        }

        public int count() {
            int count = taken.get();
            for (Node node = top.getReference(); node != null; node = node.below) {
                count++;
            }
            return count;
        }

        private void keep(Node node) {
            if (node != null) {
                taken.incrementAndGet();
            }
        }

        private Node pop() {
            while (true) {
                int[] stamp = new int[1];
                Node node = top.get(stamp);
                if (node == null || top.compareAndSet(node, node.below, stamp[0], stamp[0] + 1)) {
                    return node;
                }
            }
        }

        private void push(Node node) {
            while (true) {
                int[] stamp = new int[1];
                Node below = top.get(stamp);
                node.below = below;
                if (top.compareAndSet(below, node, stamp[0], stamp[0] + 1)) {
                    return;
                }
            }
        }
    }

    private static final class Node {
        private volatile Node below;

        Node(Node below) {
            this.below = below;
        }
    }
}
