package dev.brigade.web.metering;

/** Measures a started application. Its methods are called by the one thread that starts or stops it. */
public interface Metering {

    /**
     * The application has been put together and has not answered any request yet.
     *
     * @return hears of each request from now on
     */
    RequestMeter begin(Measured measured);

    /** It has stopped; what it had running has ended. */
    void end();
}
