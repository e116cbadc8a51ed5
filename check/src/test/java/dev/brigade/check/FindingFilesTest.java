package dev.brigade.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FindingFilesTest {
    @Test
    void a_name_leads_nowhere_else() {
        assertThat(FindingFiles.name("GET /../../etc and ..\\x lost update"))
                .isEqualTo("GET-..-..-etc-and-..-x-lost-update");
        assertThat(FindingFiles.name("shop.BankTest.two_withdraw deadlock"))
                .isEqualTo("shop.BankTest.two-withdraw-deadlock");
    }

    @Test
    void a_long_name_leaves_room_for_each_suffix_and_is_still_one_of_its_own() {
        String name = FindingFiles.name("x".repeat(400) + " deadlock");

        assertThat(name).hasSizeLessThan(230);
        assertThat(name).isNotEqualTo(FindingFiles.name("x".repeat(400) + " lost update"));
    }

    @Test
    void names_that_differ_in_letters_of_other_languages_only_differ() {
        assertThat(FindingFiles.name("shop.Test.prüft deadlock"))
                .isNotEqualTo(FindingFiles.name("shop.Test.pröft deadlock"));
        assertThat(FindingFiles.name("注文 deadlock")).isNotEqualTo(FindingFiles.name("支払 deadlock"));
    }
}
