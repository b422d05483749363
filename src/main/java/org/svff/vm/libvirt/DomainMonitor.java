package org.svff.vm.libvirt;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.ref.Reference;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.libvirt.Domain;
import org.svff.vm.qmp.Qmp;
import org.svff.vm.qmp.QmpException;

/**
 * QMP through libvirt (virDomainQemuMonitorCommand). A QEMU that stands still keeps a call for as long as it does: one
 * call at most, since no other is made before it has come back.
 */
final class DomainMonitor implements Qmp {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final LibvirtLink link;
    private final Domain domain;
    private final String name;
    private @Nullable CompletableFuture<String> last;

    DomainMonitor(LibvirtLink link, Domain domain, String name) {
        this.link = link;
        this.domain = domain;
        this.name = name;
    }

    @Override
    public synchronized JsonNode execute(String command, Map<String, ?> arguments, Duration deadline)
            throws QmpException {
        CompletableFuture<String> former = last;
        if (former != null && !former.isDone()) {
            throw new QmpException(
                    QmpException.Kind.TIMEOUT, name + ": an earlier command through libvirt is not answered yet");
        }
        ObjectNode message = JSON.createObjectNode().put("execute", command);
        if (!arguments.isEmpty()) {
            message.set("arguments", JSON.valueToTree(arguments));
        }
        try {
            CompletableFuture<String> answer =
                    link.start(link.connected(deadline), connection -> ask(message.toString()));
            last = answer;
            return result(link.await(answer, deadline, command + " in " + name));
        } catch (LinkException e) {
            throw new QmpException(kindOf(e), String.valueOf(e.getMessage()));
        }
    }

    private String ask(String message) throws org.libvirt.LibvirtException {
        try {
            return domain.qemuMonitorCommand(message, 0);
        } finally {
            Reference.reachabilityFence(domain); // it is freed when nobody refers to it
        }
    }

    private static QmpException.Kind kindOf(LinkException e) {
        return switch (e.kind()) {
            case LOST -> QmpException.Kind.DISCONNECTED;
            case TIMEOUT -> QmpException.Kind.TIMEOUT;
            // QEMU's own errors come as answers: one of libvirt's is that the domain could not be asked.
            case ERROR, NO_DOMAIN -> QmpException.Kind.PROTOCOL;
        };
    }

    private JsonNode result(String text) throws QmpException {
        JsonNode answer;
        try {
            answer = JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new QmpException(QmpException.Kind.PROTOCOL, name + ": no QMP answer: " + text);
        }
        if (answer.has("error")) {
            JsonNode error = answer.get("error");
            throw QmpException.error(
                    error.path("class").asText(""), error.path("desc").asText(""));
        }
        return answer.path("return");
    }
}
