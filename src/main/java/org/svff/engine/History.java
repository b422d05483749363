package org.svff.engine;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** The operations of this agent, the newest first; the oldest ended ones fall out. Thread-safe. */
final class History {
    private final int size;
    private final Deque<Operation> operations = new ArrayDeque<>();
    private int running;
    private long completed;
    private long failed;
    private long refused;

    History(int size) {
        this.size = size;
    }

    synchronized void add(Operation operation) {
        running++;
        operations.addFirst(operation);
        if (operations.size() > size && operations.getLast().report().outcome().isOver()) {
            operations.removeLast();
        }
    }

    synchronized List<Report> newest(int most) {
        return operations.stream()
                .limit(Math.max(0, most))
                .map(Operation::report)
                .toList();
    }

    synchronized Optional<Operation> find(String id) {
        return operations.stream().filter(op -> op.id().equals(id)).findFirst();
    }

    synchronized void ended(Outcome outcome) {
        running--;
        if (outcome.isSuccess()) {
            completed++;
        } else if (outcome == Outcome.REFUSED) {
            refused++;
        } else {
            failed++;
        }
    }

    synchronized Control.OperationCounts counts() {
        return new Control.OperationCounts(running, completed, failed, refused);
    }
}
