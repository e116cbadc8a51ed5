import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * Part of ./brigade test: reads the XML reports that Surefire and Failsafe left, names what failed or was skipped and
 * why, and ends with "N passed, N failed, N skipped". Runs from its source, so that it works when nothing else compiles.
 * Arguments: the folder of the repository, and "strict" if a skipped test counts as a failure.
 */
final class TestReport {
    private static final int REASON_LINES = 20;

    enum Outcome {
        PASSED,
        FAILED,
        SKIPPED
    }

    record Result(String test, Outcome outcome, String reason, Path report) {}

    public static void main(String... args) throws Exception {
        Path root = Path.of(args[0]);
        boolean strict = args.length > 1 && args[1].equals("strict");
        List<Result> results = new ArrayList<>();
        for (Path report : reports(root)) {
            results.addAll(read(report));
        }
        List<Result> failed = only(Outcome.FAILED, results);
        List<Result> skipped = only(Outcome.SKIPPED, results);
        for (Result result : failed) {
            System.out.println("FAILED   " + result.test());
            System.out.println(indented(result.reason()));
            System.out.println("         (" + root.relativize(result.report()) + ")");
        }
        for (Result result : skipped) {
            System.out.println("SKIPPED  " + result.test() + ": " + result.reason().strip());
        }
        if (results.isEmpty()) {
            System.out.println("No test has run.");
        }
        if (strict && !skipped.isEmpty()) {
            System.out.println("CI is set: a skipped test counts as a failure.");
        }
        int passed = results.size() - failed.size() - skipped.size();
        System.out.println(passed + " passed, " + failed.size() + " failed, " + skipped.size() + " skipped");
        boolean good = !results.isEmpty() && failed.isEmpty() && !(strict && !skipped.isEmpty());
        System.exit(good ? 0 : 1);
    }

    private static List<Path> reports(Path root) throws IOException {
        try (var files = Files.find(root, 5, (file, _) -> isReport(file))) {
            return files.sorted().toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static boolean isReport(Path file) {
        String folder = file.getParent().getFileName().toString();
        String name = file.getFileName().toString();
        return (folder.equals("surefire-reports") || folder.equals("failsafe-reports"))
                && name.startsWith("TEST-")
                && name.endsWith(".xml");
    }

    private static List<Result> read(Path report) throws Exception {
        Element suite = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(report.toFile())
                .getDocumentElement();
        List<Result> results = new ArrayList<>();
        NodeList cases = suite.getElementsByTagName("testcase");
        for (int i = 0; i < cases.getLength(); i++) {
            results.add(result((Element) cases.item(i), report));
        }
        return results;
    }

    private static Result result(Element test, Path report) {
        String owner = test.getAttribute("classname");
        String method = test.getAttribute("name");
        String name = method.isEmpty() ? owner : owner + "." + method;
        for (String tag : List.of("failure", "error")) {
            Element failure = child(test, tag);
            if (failure != null) {
                return new Result(name, Outcome.FAILED, reason(failure, owner), report);
            }
        }
        Element skipped = child(test, "skipped");
        return skipped == null
                ? new Result(name, Outcome.PASSED, "", report)
                : new Result(name, Outcome.SKIPPED, skipped.getAttribute("message"), report);
    }

    private static Element child(Element parent, String tag) {
        NodeList found = parent.getElementsByTagName(tag);
        return found.getLength() == 0 ? null : (Element) found.item(0);
    }

    /** The message, and the line of the test where it happened. */
    private static String reason(Element failure, String testClass) {
        String stack = failure.getTextContent().strip();
        String message = failure.getAttribute("message").strip();
        String type = failure.getAttribute("type");
        String place = stack.lines()
                .map(String::strip)
                .filter(line -> line.startsWith("at ") && line.contains(testClass))
                .findFirst()
                .map(line -> "\n" + line)
                .orElse("");
        return (message.isEmpty() ? type : type.isEmpty() ? message : type + ": " + message) + place;
    }

    private static String indented(String reason) {
        List<String> lines = reason.lines().toList();
        List<String> shown = new ArrayList<>(lines.subList(0, Math.min(REASON_LINES, lines.size())));
        if (lines.size() > REASON_LINES) {
            shown.add("… " + (lines.size() - REASON_LINES) + " more lines in the report");
        }
        return "         " + String.join("\n         ", shown);
    }

    private static List<Result> only(Outcome outcome, List<Result> results) {
        return results.stream().filter(result -> result.outcome() == outcome).toList();
    }
}
