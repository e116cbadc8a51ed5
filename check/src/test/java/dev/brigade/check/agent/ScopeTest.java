package dev.brigade.check.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.security.CodeSource;
import java.security.ProtectionDomain;
import java.security.cert.Certificate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ScopeTest {
    private final ProtectionDomain folder = from("file:/shop/target/classes/");
    private final ProtectionDomain jar = from("file:/repository/shop.jar");
    private final Scope scope = new Scope();

    @Test
    void classes_of_folders_are_the_applications() {
        assertThat(scope.isApplication("shop/Order", folder)).isTrue();
        assertThat(scope.isApplication("shop/Order", jar)).isFalse();
        assertThat(scope.isApplication("shop/Order", null)).isFalse();
        assertThat(scope.isApplication("shop/Order", new ProtectionDomain(null, null)))
                .isFalse();
    }

    @Test
    void brigade_is_not_explored_though_it_comes_from_a_folder() {
        assertThat(scope.isApplication("dev/brigade/data/Tx", folder)).isFalse();
        assertThat(scope.isApplication("dev/brigade/check/agent/Agent", folder)).isFalse();
        assertThat(scope.isApplication("dev/brigade/check/programs/Bank", folder))
                .isTrue();
        assertThat(scope.isApplication("dev/brigade/check/suite/shops/programs/Cart", null))
                .isTrue();
    }

    @Test
    void what_frameworks_make_of_the_applications_classes_is_not_explored() {
        for (String name : List.of(
                "shop/Orders$$SpringCGLIB$$0",
                "shop/Orders$$SpringCGLIB$$FastClass$$1",
                "shop/Orders$$EnhancerByCGLIB$$5b3c",
                "shop/Orders$MockitoMock$12",
                "shop/Order$HibernateProxy$aB3",
                "shop/Order$ByteBuddy$xyz",
                "shop/Orders_ClientProxy",
                "shop/$Proxy12")) {
            assertThat(scope.isApplication(name, folder)).as(name).isFalse();
        }
        assertThat(scope.isApplication("shop/Proxy$Orders", folder)).isTrue();
    }

    @Test
    void packages_can_be_added() {
        scope.include("com.acme");
        scope.include("dev.brigade.threads");
        assertThat(scope.isApplication("com/acme/orders/Order", jar)).isTrue();
        assertThat(scope.isApplication("com/acmeother/Order", jar)).isFalse();
        assertThat(scope.isApplication("dev/brigade/threads/KeyLock", jar)).isTrue();
        assertThatThrownBy(() -> scope.include("dev.brigade.check.agent")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> scope.include("java")).hasMessageContaining("Name the application's own");
    }

    @Test
    void libraries_that_wait_have_the_runs_clock() {
        assertThat(scope.hasClock("com/zaxxer/hikari/pool/HikariPool")).isTrue();
        assertThat(scope.hasClock("dev/brigade/data/Tx")).isTrue();
        assertThat(scope.hasClock("dev/brigade/check/hooks/Hooks")).isFalse();
        assertThat(scope.hasClock("redis/clients/Jedis")).isFalse();
    }

    private static ProtectionDomain from(String location) {
        try {
            return new ProtectionDomain(
                    new CodeSource(URI.create(location).toURL(), (Certificate @Nullable []) null), null);
        } catch (java.net.MalformedURLException e) {
            throw new AssertionError(e);
        }
    }
}
