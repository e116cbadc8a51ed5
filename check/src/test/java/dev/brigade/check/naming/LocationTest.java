package dev.brigade.check.naming;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LocationTest {
    @Test
    void rows_of_one_table_overlap_unless_a_key_differs() {
        assertThat(overlap("table pantry[dish=soup]", "table pantry[dish=soup]"))
                .isTrue();
        assertThat(overlap("table pantry[dish=soup]", "table pantry[*]")).isTrue();
        assertThat(overlap("table pantry[dish=soup]", "table pantry[id=7]")).isTrue();
        assertThat(overlap("table pantry[dish=soup]", "table pantry[DISH=soup,size=2]"))
                .isTrue();
        assertThat(overlap("table pantry[dish=soup]", "table pantry[dish=lasagne]"))
                .isFalse();
        assertThat(overlap("table pantry[dish=soup,size=1]", "table pantry[dish=soup,size=2]"))
                .isFalse();
        assertThat(overlap("table pantry[*]", "table orders[*]")).isFalse();
    }

    @Test
    void elements_of_one_array_overlap_if_they_are_the_same() {
        assertThat(overlap("array int[]@7[3]", "array int[]@7[3]")).isTrue();
        assertThat(overlap("array int[]@7[3]", "array int[]@7[4]")).isFalse();
        assertThat(overlap("array int[]@7[3]", "array int[]@8[3]")).isFalse();
    }

    @Test
    void values_may_have_commas_and_brackets() {
        assertThat(overlap("table t[name=a,b]", "table t[name=a,c]")).isFalse();
        assertThat(overlap("table t[name=[x],id=1]", "table t[id=1,name=[x]]")).isTrue();
        assertThat(overlap("table t[name=[x],id=1]", "table t[id=2]")).isFalse();
    }

    @Test
    void people_see_neither_kind_nor_identity() {
        assertThat(Location.of("field Counter.count@1a").text()).isEqualTo("Counter.count");
        assertThat(Location.of("table pantry[size=2,dish=soup]").text()).isEqualTo("pantry (dish=soup, size=2)");
        assertThat(Location.of("table pantry[*]").text()).isEqualTo("pantry");
    }

    private static boolean overlap(String one, String other) {
        boolean overlaps = Location.of(one).overlaps(Location.of(other));
        assertThat(Location.of(other).overlaps(Location.of(one))).isEqualTo(overlaps);
        return overlaps;
    }
}
