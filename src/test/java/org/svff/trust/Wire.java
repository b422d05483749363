package org.svff.trust;

import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.net.Socket;

/** A client without a client: writes objects and bytes to an agent's port, and sees what comes back. */
public final class Wire implements AutoCloseable {
    private final Socket socket;
    private ObjectOutputStream out;
    private ObjectInputStream in;

    public Wire(int port) throws IOException {
        socket = new Socket("127.0.0.1", port);
        socket.setSoTimeout(40_000);
    }

    public Wire send(Object message) throws IOException {
        if (out == null) {
            out = new ObjectOutputStream(socket.getOutputStream());
        }
        out.writeObject(message);
        out.flush();
        return this;
    }

    public Wire bytes(byte[] bytes) throws IOException {
        OutputStream raw = socket.getOutputStream();
        raw.write(bytes);
        raw.flush();
        return this;
    }

    /** The next object that the agent sends. */
    public Object read() throws IOException, ClassNotFoundException {
        if (in == null) {
            in = new ObjectInputStream(socket.getInputStream());
        }
        return in.readObject();
    }

    /** Whether the agent ends the connection, before the time-out of this socket. */
    public boolean isCut() {
        return isCut(socket);
    }

    static boolean isCut(Socket socket) {
        try {
            byte[] rest = new byte[8192];
            int read;
            do {
                read = socket.getInputStream().read(rest);
            } while (read >= 0);
            return true;
        } catch (java.net.SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
