package dev.brigade.live.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class MailboxTest {
    private final Mailbox mailbox = new Mailbox();

    private String taken() throws InterruptedException {
        return mailbox.take(0)
                .map(message -> message.type() + " " + message.data())
                .orElse("nothing");
    }

    @Test
    void gives_all_first_and_then_what_has_changed() throws Exception {
        mailbox.putChange("0");
        mailbox.putWhole("1");
        mailbox.putChange("2");
        mailbox.putChange("3");

        assertThat(taken()).isEqualTo("state 1");
        assertThat(taken()).isEqualTo("delta 2");
        assertThat(taken()).isEqualTo("delta 3");
        assertThat(taken()).isEqualTo("nothing");
    }

    @Test
    void drops_what_a_slow_browser_has_not_taken_and_then_wants_all_again_once_it_is_there() throws Exception {
        mailbox.putWhole("whole");
        for (int i = 0; i < 1000; i++) {
            mailbox.putChange("change");
        }
        assertThat(mailbox.asksForWhole()).as("while nobody takes").isFalse();

        CountDownLatch got = new CountDownLatch(1);
        Thread browser = Thread.ofVirtual().start(() -> {
            try {
                assertThat(mailbox.take(60_000).orElseThrow().data()).isEqualTo("again");
                got.countDown();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        while (!mailbox.asksForWhole()) {
            LockSupport.parkNanos(100_000);
        }
        mailbox.putWhole("again");
        mailbox.putChange("next");
        browser.join();

        assertThat(got.getCount()).isZero();
        assertThat(taken()).isEqualTo("delta next");
    }

    @Test
    void keeps_no_more_than_some_characters() throws Exception {
        mailbox.putWhole("whole");
        mailbox.take(0);
        String large = "x".repeat(Mailbox.MOST_CHARS / 3);
        mailbox.putChange(large);
        mailbox.putChange(large);
        mailbox.putChange(large);
        mailbox.putChange(large);

        assertThat(taken()).isEqualTo("nothing");
    }
}
