/// Writes what is shown as an asciinema recording (format 2: a header and one event a line).
import Codecs
import Glibc

public final class CastRecorder {
  private let file: UnsafeMutablePointer<FILE>
  /// Seconds of the recording that have passed: typing and pauses count as scripted, whatever the player's real speed.
  public var clock = 0.0

  /// nil when the file cannot be written.
  public init?(path: String, title: String, width: Int, height: Int) {
    guard let f = fopen(path, "w") else { return nil }
    file = f
    fputs("{\"version\": 2, \"width\": \(width), \"height\": \(height), \"title\": \(JsonWriter.quoted(title)), \"env\": {\"TERM\": \"xterm-256color\", \"SHELL\": \"csshell\"}}\n", file)
  }
  deinit { fclose(file) }

  public func write(_ text: String) {
    if text.isEmpty { return }
    var shown = ""
    for c in text.unicodeScalars { if c == "\n" { shown += "\r\n" } else { shown.unicodeScalars.append(c) } }
    fputs("[\(CastRecorder.seconds(clock)), \"o\", \(JsonWriter.quoted(shown))]\n", file)
  }

  private static func seconds(_ s: Double) -> String {
    let micro = Int((s * 1e6).rounded())
    let fraction = String(1_000_000 + micro % 1_000_000).dropFirst()
    return "\(micro / 1_000_000).\(fraction)"
  }
}
