package dev.brigade.check.suite.jvm.programs;

import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicStampedReference;

/** A stack of free buffers without locks, whose nodes are used again (the ABA problem). */
public final class ReusedNode {
    private ReusedNode() {}

    /** The top is the same node as before, but what is below it has changed. */
    public static final class Broken {
        private final Node b = new Node("b", null);
        private final Node a = new Node("a", b);
        private final AtomicReference<Node> top = new AtomicReference<>(a);

        public String take() {
            Node node = pop();
            return node == null ? "none" : node.name;
        }

        /** Takes two and gives the first of them back. */
        public String swap() {
            Node first = pop();
            Node second = pop();
            if (first != null) {
                push(first);
            }
            return second == null ? "none" : second.name;
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
        private final Node b = new Node("b", null);
        private final Node a = new Node("a", b);
        private final AtomicStampedReference<Node> top = new AtomicStampedReference<>(a, 0);

        public String take() {
            Node node = pop();
            return node == null ? "none" : node.name;
        }

        public String swap() {
            Node first = pop();
            Node second = pop();
            if (first != null) {
                push(first);
            }
            return second == null ? "none" : second.name;
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
        private final String name;
        private volatile Node below;

        Node(String name, Node below) {
            this.name = name;
            this.below = below;
        }
    }
}
