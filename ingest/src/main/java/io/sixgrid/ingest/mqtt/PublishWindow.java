package io.sixgrid.ingest.mqtt;

import io.sixgrid.data.SixgridException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttActionListener;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.jspecify.annotations.Nullable;

/**
 * Publishes on their way, held to as many as the broker takes at once. Counted by Paho's listener and not by its tokens:
 * a token is complete before Paho counts its message as done, and a publish in between is refused as one too many. Used
 * by one thread that publishes, and by Paho's.
 */
final class PublishWindow implements MqttActionListener {
    private static final long ANSWER_MILLIS = 10_000;

    private final int most;
    private int underWay;
    private @Nullable SixgridException refusal;
    private @Nullable MqttException failure;

    /** @param most how many may be on their way; at least 1 */
    PublishWindow(int most) {
        this.most = most;
    }

    /** Takes a place for one message. When there is none it waits for half of them: a wait for each would cost more. */
    synchronized void enter() throws MqttException {
        if (underWay >= most) {
            awaitAnswers(() -> underWay <= most / 2);
        }
        check();
        underWay++;
    }

    /** Waits until everything is acknowledged. */
    synchronized void awaitEmpty() throws MqttException {
        awaitAnswers(() -> underWay == 0);
        check();
    }

    @Override
    public synchronized void onSuccess(IMqttToken token) {
        int[] codes = token.getReasonCodes();
        if (codes != null && codes.length > 0 && codes[0] >= Link.FIRST_FAILURE && refusal == null) {
            refusal = SixgridException.unavailable(
                    "the broker refuses the message to " + token.getUserContext() + " (reason code " + codes[0] + ")",
                    null);
        }
        left();
    }

    @Override
    public synchronized void onFailure(IMqttToken token, Throwable exception) {
        if (failure == null) {
            failure = exception instanceof MqttException mqtt ? mqtt : new MqttException(exception);
        }
        left();
    }

    private void left() {
        underWay--;
        if (failed() || underWay == most / 2 || underWay == 0) {
            notifyAll();
        }
    }

    private boolean failed() {
        return refusal != null || failure != null;
    }

    private void check() throws MqttException {
        if (refusal != null) {
            throw refusal;
        }
        if (failure != null) {
            throw failure;
        }
    }

    private void awaitAnswers(BooleanSupplier enough) {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(ANSWER_MILLIS);
        try {
            while (!failed() && !enough.getAsBoolean()) {
                long leftMillis = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                if (leftMillis <= 0) {
                    throw SixgridException.unavailable(
                            "the broker does not acknowledge: " + underWay + " messages are on their way", null);
                }
                wait(leftMillis);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw SixgridException.unavailable("interrupted before the broker acknowledged", e);
        }
    }
}
