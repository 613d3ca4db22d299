package dev.tandem.app.broker;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/** Whether a port speaks TLS. */
final class TlsProbe {
  private static final int ANSWER_MILLIS = 2000;
  private static final int ALERT = 0x15;
  private static final int MAJOR_VERSION = 3;

  private TlsProbe() {}

  /** Whether an answer that begins with these four bytes is TLS's to what is no TLS. */
  static boolean isAlert(int begin) {
    return begin >>> 24 == ALERT && (begin >>> 16 & 0xff) == MAJOR_VERSION;
  }

  /** Shakes hands; a certificate that is not trusted here is one of TLS, too. */
  static boolean speaksTls(InetSocketAddress address) {
    try (Socket plain = BrokerProbe.connect(address);
        SSLSocket socket =
            (SSLSocket)
                ((SSLSocketFactory) SSLSocketFactory.getDefault())
                    .createSocket(plain, address.getHostString(), address.getPort(), true)) {
      socket.setSoTimeout(ANSWER_MILLIS);
      socket.startHandshake();
      return true;
    } catch (SSLHandshakeException e) {
      return !(e.getCause() instanceof EOFException);
    } catch (SSLException notTls) {
      return false;
    } catch (IOException | UnreachedException silent) {
      return false;
    }
  }
}
