package dev.livereload.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.ReaderException;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import dev.livereload.server.Address;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class InvitationTest {

  /** Pixels a dot. */
  private static final int SCALE = 4;

  private static final int LIGHT = 0xFFFFFF;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://10.0.0.5:8080/",
        "http://192.168.100.200:65535/?token=0123456789abcdef0123456789abcdef",
        "https://[2001:db8:85a3:8d3:1319:8a2e:370:7348]:8443/?token=0123456789abcdef0123456789abcdef"
      })
  void aPhoneReadsTheCode(String address) throws ReaderException {
    assertEquals(address, read(QrCode.of(address)));
  }

  // As a camera sees it: the letters are light, the ground is dark.
  private static String read(String code) throws ReaderException {
    List<String> lines = code.lines().toList();
    // A terminal has light around it, or the margin is all there is.
    int width = (lines.get(0).length() + 8) * SCALE;
    int height = (lines.size() * 2 + 8) * SCALE;
    int[] pixels = new int[width * height];
    Arrays.fill(pixels, LIGHT);
    for (int y = 0; y < lines.size() * 2 * SCALE; y++) {
      for (int x = 0; x < lines.get(0).length() * SCALE; x++) {
        char letter = lines.get(y / SCALE / 2).charAt(x / SCALE);
        boolean upper = y / SCALE % 2 == 0;
        boolean light = letter == '\u2588' || letter == (upper ? '\u2580' : '\u2584');
        boolean below = y / SCALE >= lines.size() * 2 - 1;
        pixels[(y + 4 * SCALE) * width + x + 4 * SCALE] = light || below ? LIGHT : 0;
      }
    }
    RGBLuminanceSource source = new RGBLuminanceSource(width, height, pixels);
    return new QRCodeReader().decode(new BinaryBitmap(new HybridBinarizer(source))).getText();
  }

  @Test
  void everyAddressIsNamedAndTheFirstOneIsDrawn() {
    List<Address> addresses =
        List.of(
            new Address("eth0", URI.create("http://10.0.0.5:8080/?token=x")),
            new Address("wlan0", URI.create("http://10.0.0.6:8080/?token=x")));
    String lines = Invitation.lines(addresses);
    assertTrue(
        lines.startsWith(
            "  http://10.0.0.5:8080/?token=x (eth0)\n  http://10.0.0.6:8080/?token=x (wlan0)\n"),
        lines);
    assertTrue(lines.endsWith(QrCode.of("http://10.0.0.5:8080/?token=x")), lines);
    assertEquals("", Invitation.lines(List.of()));
  }

  @Test
  void withoutATokenItIsLoud() {
    assertTrue(Invitation.warning(false).what().startsWith("DANGER: "));
    assertTrue(Invitation.warning(true).what().contains("every file of the site"));
  }
}
