import Glibc

/// What the environment says about colours at start.
enum Environment {
  static let suppressesColor: Bool = has("NO_COLOR") || value("TERM") == "dumb"
  static func value(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }
  static func has(_ name: String) -> Bool { value(name).map { !$0.isEmpty } ?? false }
}
