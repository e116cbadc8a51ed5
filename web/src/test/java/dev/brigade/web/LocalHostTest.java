package dev.brigade.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may see in development what is for those who run the application. */
class LocalHostTest {
    private final LocalHost nobodyNamed =
            new LocalHost("0.0.0.0", "the live page", "app.live(\"/live\")", Optional.empty());

    private Optional<String> refusal(String host, String from) {
        return nobodyNamed.refusal(Optional.of(host), from);
    }

    @Test
    void who_asks_from_this_machine_whichever_of_its_addresses_that_is_by() throws Exception {
        for (NetworkInterface one : NetworkInterface.networkInterfaces().toList()) {
            for (InetAddress address : one.inetAddresses().toList()) {
                assertThat(refusal("localhost:8080", address.getHostAddress())).isEmpty();
            }
        }
        assertThat(refusal("localhost", "127.0.0.1")).isEmpty();
        assertThat(refusal("[::1]:8080", "0:0:0:0:0:0:0:1")).isEmpty();
        assertThat(refusal("localhost", "in-process")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"203.0.113.7", "2001:db8:0:0:0:0:0:7", "unknown"})
    void nobody_from_elsewhere_whatever_the_request_says_it_is_for(String from) {
        for (String host : List.of("localhost", "127.0.0.1:8080", "0.0.0.0")) {
            assertThat(refusal(host, from))
                    .get()
                    .asString()
                    .contains("only this machine may see the live page", from, "app.live(\"/live\").allow(…)");
        }
        assertThat(nobodyNamed.refusal(Optional.empty(), from)).isPresent();
    }

    @Test
    void who_asks_from_elsewhere_is_for_the_application_to_decide_if_it_names_who_may() {
        LocalHost named = new LocalHost("0.0.0.0", "the live page", "app.live(\"/live\")", Optional.of(rq -> true));

        assertThat(named.refusal(Optional.of("localhost"), "172.17.0.1")).isEmpty(); // the machine around a container
        assertThat(named.refusal(Optional.of("evil.example"), "127.0.0.1")).isPresent();
    }
}
