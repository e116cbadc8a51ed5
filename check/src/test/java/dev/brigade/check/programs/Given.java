package dev.brigade.check.programs;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** What threads share, as an argument of methods of the JDK. */
final class Given {
    final AtomicInteger count = new AtomicInteger();
    final List<String> list = new CopyOnWriteArrayList<>();
    final List<String> other = new CopyOnWriteArrayList<>();
    final int[] numbers = new int[3];

    String count() {
        count.set(1);
        return "";
    }

    String add() {
        list.add("a");
        return "";
    }

    String set() {
        numbers[1] = 1;
        return "";
    }

    String join() {
        return "seen: " + count;
    }

    String joinList() {
        return "seen: " + list;
    }

    String append() {
        return new StringBuilder("seen: ").append(list).toString();
    }

    String format() {
        return String.format("seen: %s", count);
    }

    String copy() {
        return new ArrayList<>(list).toString();
    }

    String addAll() {
        List<String> mine = new ArrayList<>();
        mine.addAll(list);
        return mine.toString();
    }

    String isEqual() {
        return String.valueOf(other.equals(list));
    }

    String fill() {
        Arrays.fill(numbers, 2);
        return String.valueOf(numbers[1]);
    }

    String copyOf() {
        return Arrays.toString(Arrays.copyOf(numbers, 2));
    }

    String arraycopy() {
        int[] mine = new int[3];
        System.arraycopy(numbers, 0, mine, 0, 3);
        return Arrays.toString(mine);
    }
}
