import Glibc

/// What the environment says about colours at start.
enum Environment {
  static let suppressesColor: Bool = getenv("NO_COLOR") != nil || ["xterm-mono", "xtermm"].contains(value("TERM") ?? "")
  /// The terminal knows no sequences, whatever is asked for.
  static let isDumb: Bool = value("TERM") == "dumb"
  static func value(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }
}
