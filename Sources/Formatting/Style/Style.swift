/// The colours of formatted output: `$PSStyle.Formatting` and friends, as Swift sees them.
import Engine

public final class Style {
  public enum Rendering: String, CaseIterable { case host = "Host", plainText = "PlainText", ansi = "Ansi" }
  public var rendering = Rendering.host
  public var formatAccent = "\u{1B}[32;1m", tableHeader = "\u{1B}[32;1m", customTableHeaderLabel = "\u{1B}[32;1;3m"
  public var errorAccent = "\u{1B}[36;1m", error = "\u{1B}[31;1m"
  public var warning = "\u{1B}[33;1m", verbose = "\u{1B}[33;1m", debug = "\u{1B}[33;1m"
  public var feedbackName = "\u{1B}[33m", feedbackText = "\u{1B}[96m", feedbackAction = "\u{1B}[97m"
  public var progressStyle = "\u{1B}[33;1m", progressMaxWidth = 120, progressView = "Minimal", progressUsesIndicator = false
  public var directory = "\u{1B}[44;1m", symbolicLink = "\u{1B}[36;1m", executable = "\u{1B}[32;1m"
  /// Colours by file extension; see `PSStyle.FileInfo.Extension`.
  public lazy var extensions: PSHash = {
    let h = PSHash(.dictionary)
    for e in ["zip", "tgz", "gz", "tar", "nupkg", "cab", "7z"] { h.set("." + e, .str("\u{1B}[31;1m")) }
    for e in ["ps1", "psd1", "psm1", "ps1xml"] { h.set("." + e, .str("\u{1B}[33;1m")) }
    return h
  }()
  public static let reset = "\u{1B}[0m"

  init(plain: Bool) { if plain { rendering = .plainText } }

  public static func of(_ context: ExecutionContext) -> Style { context.service("Formatting.Style") { Style(plain: Environment.suppressesColor) } }

  /// Whether lines for the host lose their escape sequences.
  public func hostIsPlain(_ context: ExecutionContext) -> Bool { rendering == .plainText || Environment.isDumb || (rendering == .host && !context.host.usesColor) }
  /// Whether lines that stay text (strings, files) do.
  public var textIsPlain: Bool { rendering != .ansi }
}
