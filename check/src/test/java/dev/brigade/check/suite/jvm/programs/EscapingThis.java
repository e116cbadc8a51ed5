package dev.brigade.check.suite.jvm.programs;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A gateway with its sensors. */
public final class EscapingThis {
    private EscapingThis() {}

    /** The sensor registers itself before it is complete. */
    public static final class Broken {
        private final List<EarlySensor> sensors = new CopyOnWriteArrayList<>();

        public void install() {
            new EarlySensor(sensors, 20);
        }

        public String report() {
            int count = 0;
            int sum = 0;
            for (EarlySensor sensor : sensors) {
                count++;
                sum += sensor.degrees;
            }
            return count + " sensors, sum " + sum;
        }
    }

    /** It is complete when it is registered. */
    public static final class Fixed {
        private final List<Sensor> sensors = new CopyOnWriteArrayList<>();

        public void install() {
            sensors.add(new Sensor(20));
        }

        public String report() {
            int count = 0;
            int sum = 0;
            for (Sensor sensor : sensors) {
                count++;
                sum += sensor.degrees;
            }
            return count + " sensors, sum " + sum;
        }
    }

    private static final class EarlySensor {
        private int degrees;

        EarlySensor(List<EarlySensor> sensors, int degrees) {
            sensors.add(this);
            this.degrees = degrees;
        }
    }

    private record Sensor(int degrees) {}
}
