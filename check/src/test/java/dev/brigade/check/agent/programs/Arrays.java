package dev.brigade.check.agent.programs;

/** Elements of arrays of all types. */
public final class Arrays {
    public final boolean[] booleans = new boolean[1];
    public final byte[] bytes = new byte[1];
    public final char[] chars = new char[1];
    public final short[] shorts = new short[1];
    public final int[] ints = new int[1];
    public final long[] longs = new long[1];
    public final float[] floats = new float[1];
    public final double[] doubles = new double[1];
    public final String[] strings = new String[1];
    public final int[][] tables = new int[2][2];

    public String all(int index) {
        booleans[index] = true;
        bytes[index] = 1;
        chars[index] = 'a';
        shorts[index] = 2;
        ints[index] += 3;
        longs[index] += 4;
        floats[index] = 5.5f;
        doubles[index]++;
        strings[index] = "text";
        return "" + booleans[index] + bytes[index] + chars[index] + shorts[index] + ints[index] + longs[index]
                + floats[index] + doubles[index] + strings[index];
    }

    public int table() {
        tables[1][0] = 8;
        return tables[1][0];
    }

    /** For a switch. */
    public enum Dish {
        SOUP,
        STEW
    }

    public static int price(Dish dish) {
        return switch (dish) {
            case SOUP -> 4;
            case STEW -> 9;
        };
    }
}
