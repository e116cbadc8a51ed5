package dev.brigade.web;

import dev.brigade.web.content.StaticFiles;
import dev.brigade.web.content.StaticFiles.StaticFile;
import dev.brigade.web.errors.NotFound;
import dev.brigade.web.options.ServerSettings;
import java.util.Optional;

/** Answers with static files, or parts of them; with 304 if the browser has them already (RFC 9110, section 13.1.2). */
final class StaticHandler implements Handler {
    private final StaticFiles files;
    private final String cacheControl;
    private final String cacheControlForOne;

    StaticHandler(StaticFiles files, ServerSettings settings) {
        this.files = files;
        this.cacheControl = settings.development()
                ? "no-cache"
                : "public, max-age=" + settings.staticMaxAge().toSeconds();
        this.cacheControlForOne = cacheControl.replace("public", "private");
    }

    @Override
    public Object handle(Request request) {
        // A file has one path: with an encoded slash it would have another, which filters don't know.
        Optional<StaticFile> found =
                request.path().contains("%2F") ? Optional.empty() : files.find(request.path("file"));
        StaticFile file = found.orElseThrow(() -> new NotFound("There is no file at " + request.path()));
        Response response = isKnown(request, file) ? Response.of(304) : Response.bytes(file.type(), file.bytes());
        return response.header("ETag", file.etag())
                .header("Cache-Control", isForOne(request) ? cacheControlForOne : cacheControl)
                .acceptRanges();
    }

    /** A filter may let in only who says who he is; "public" would tell shared caches to give to all what he got (RFC 9111, section 3.5). */
    private static boolean isForOne(Request request) {
        return request.header("Authorization").isPresent();
    }

    private static boolean isKnown(Request request, StaticFile file) {
        for (String header : request.headers("If-None-Match")) {
            for (String tag : header.split(",", -1)) {
                String strong = tag.strip().startsWith("W/") ? tag.strip().substring(2) : tag.strip();
                if (strong.equals(file.etag()) || strong.equals("*")) {
                    return true;
                }
            }
        }
        return false;
    }
}
