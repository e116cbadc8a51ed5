import dev.brigade.web.App;

App app() { return App.named("hello", app -> app.get("/", rq -> "Hello, World!")); }

void main(String... args) { app().run(args); }
