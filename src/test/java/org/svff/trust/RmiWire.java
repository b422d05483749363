package org.svff.trust;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.rmi.dgc.Lease;
import java.rmi.dgc.VMID;
import java.rmi.server.ObjID;

/** RMI's wire protocol by hand, as a stranger's program would speak it. */
public final class RmiWire implements AutoCloseable {
    private static final int CALL = 0x50;
    private static final int PING = 0x52;
    private static final long LIST = 4905912898345647071L; // hash of the registry's interface, sun.rmi.registry
    private static final long DIRTY = -669196253586618813L; // the same of sun.rmi.transport.DGCImpl

    private final Socket socket;
    private final DataInputStream in;
    private final DataOutputStream out;

    /** Shakes RMI's hands: no user is asked for. */
    public RmiWire(int port) throws IOException {
        socket = new Socket("127.0.0.1", port);
        socket.setSoTimeout(40_000);
        in = new DataInputStream(socket.getInputStream());
        out = new DataOutputStream(socket.getOutputStream());
        out.writeInt(0x4a524d49);
        out.writeShort(2);
        out.writeByte(0x4b);
        out.flush();
        in.readByte();
        in.readUTF();
        in.readInt();
        out.writeUTF("127.0.0.1");
        out.writeInt(0);
        out.flush();
    }

    /** Asks what the registry holds; the answer is read to its first byte. */
    public RmiWire list() throws IOException {
        out.writeByte(CALL);
        try (Kept kept = new Kept(out);
                Stream call = new Stream(kept)) {
            new ObjID(ObjID.REGISTRY_ID).write(call);
            call.writeInt(1);
            call.writeLong(LIST);
        }
        return answered();
    }

    /** Takes a lease as one more JVM, as anybody may. */
    public RmiWire dirty() throws IOException {
        out.writeByte(CALL);
        try (Kept kept = new Kept(out);
                Stream call = new Stream(kept)) {
            new ObjID(ObjID.DGC_ID).write(call);
            call.writeInt(1);
            call.writeLong(DIRTY);
            call.writeObject(new ObjID[] {new ObjID(ObjID.REGISTRY_ID)});
            call.writeLong(1);
            call.writeObject(new Lease(new VMID(), Long.MAX_VALUE));
        }
        return answered();
    }

    public RmiWire ping() throws IOException {
        out.writeByte(PING);
        out.flush();
        return answered();
    }

    /** An argument that goes on and on. */
    public RmiWire endless(int bytes) throws IOException {
        out.writeByte(CALL);
        try (Kept kept = new Kept(out);
                Stream call = new Stream(kept)) {
            new ObjID(ObjID.REGISTRY_ID).write(call);
            call.writeInt(2);
            call.writeLong(LIST);
            call.writeObject("x".repeat(bytes));
        }
        return answered();
    }

    private RmiWire answered() throws IOException {
        if (in.read() < 0) {
            throw new IOException("cut");
        }
        socket.getInputStream().skipNBytes(in.available());
        return this;
    }

    /** Whether the agent ends the connection, before the time-out of this socket. */
    public boolean isCut() {
        return Wire.isCut(socket);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    /** Where classes come from is said of each in RMI's streams: nowhere. */
    private static final class Stream extends ObjectOutputStream {
        Stream(OutputStream out) throws IOException {
            super(out);
            useProtocolVersion(PROTOCOL_VERSION_2);
        }

        @Override
        protected void annotateClass(Class<?> type) throws IOException {
            writeObject(null);
        }

        @Override
        protected void annotateProxyClass(Class<?> type) throws IOException {
            writeObject(null);
        }
    }

    /** A call's stream ends before its connection does. */
    private static final class Kept extends java.io.FilterOutputStream {
        Kept(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }
}
