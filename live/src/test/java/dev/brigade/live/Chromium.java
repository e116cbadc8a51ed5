package dev.brigade.live;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.brigade.data.Eventually;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;

/** The Chromium of this machine, without a window, and a person who looks at the live page in it. */
final class Chromium implements AutoCloseable {
    private static final Path BROWSER = Path.of("/usr/bin/chromium");
    private static final Path DRIVER = Path.of("/usr/bin/chromedriver");

    private final ChromeDriver driver;

    private Chromium(ChromeDriver driver) {
        this.driver = driver;
    }

    /** Starts one with a profile of its own; without Chromium the test is skipped, or fails where CI is set. */
    static Chromium start(Path profile) {
        for (Path needed : List.of(BROWSER, DRIVER)) {
            if (!Files.isExecutable(needed)) {
                String reason = "There is no " + needed + "; on Debian: apt-get install chromium chromium-driver";
                if ("true".equals(System.getenv("CI"))) {
                    fail(reason);
                }
                abort(reason);
            }
        }
        // Says where the driver is, so that Selenium does not look for one on the network.
        System.setProperty(ChromeDriverService.CHROME_DRIVER_EXE_PROPERTY, DRIVER.toString());
        ChromeOptions options = new ChromeOptions();
        options.setBinary(BROWSER.toFile());
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--force-device-scale-factor=1",
                "--window-size=1440,1043",
                "--user-data-dir=" + profile);
        return new Chromium(new ChromeDriver(options));
    }

    void opens(String url) {
        driver.get("about:blank"); // or another place of the same page would be no new page
        driver.get(url);
    }

    /** As a person who prefers {@code light} or {@code dark}. */
    void prefers(String scheme) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    }

    /** What a function body gives, in which {@code live} is what the page shows of itself for tests. */
    @Nullable
    Object js(String body, Object... arguments) {
        return driver.executeScript("const live = window.brigadeLive; " + body, arguments);
    }

    /** The number that a function body gives to the callback that is its last argument. */
    double later(String body) {
        driver.manage().timeouts().scriptTimeout(Duration.ofSeconds(60));
        return driver.executeAsyncScript(body) instanceof Number number ? number.doubleValue() : Double.NaN;
    }

    /** All at once, since the page may change between one question and the next. */
    String text(String selector) {
        return String.valueOf(driver.executeScript(
                "return [...document.querySelectorAll(arguments[0])].filter(e => e.checkVisibility()).map(e => e.innerText).join('; ')",
                selector));
    }

    String sees(String selector, String text) throws Exception {
        return Eventually.gives(selector + " shows " + text, () -> text(selector), seen -> seen.contains(text));
    }

    /** What a function body gives, once it fits. */
    @Nullable
    Object seesJs(String what, String body, Predicate<@Nullable Object> fits) throws Exception {
        return Eventually.gives(what, () -> js(body), fits);
    }

    void clicks(String selector) {
        driver.findElement(By.cssSelector(selector)).click();
    }

    void types(String selector, CharSequence... keys) {
        driver.findElement(By.cssSelector(selector)).sendKeys(keys);
    }

    /** Presses a key with the focus on the lanes. */
    void presses(CharSequence... keys) {
        js("document.querySelector('#lanes-pane').focus()");
        driver.switchTo().activeElement().sendKeys(keys);
    }

    /** Presses a key wherever the focus is. */
    void pressesHere(Keys key) {
        driver.switchTo().activeElement().sendKeys(key);
    }

    String focused() {
        return String.valueOf(js("return document.activeElement.id"));
    }

    void chooses(String select, String value) {
        js(
                "const box = document.querySelector(arguments[0]); box.value = arguments[1];"
                        + " box.dispatchEvent(new Event('change', {bubbles: true}))",
                select,
                value);
    }

    /** Leaves a picture of what is seen below {@code target/screenshots}. */
    void picture(String name) throws IOException {
        Path folder = Files.createDirectories(Path.of("target", "screenshots"));
        Files.write(folder.resolve(name + ".png"), driver.getScreenshotAs(OutputType.BYTES));
    }

    @Override
    public void close() {
        driver.quit();
    }
}
