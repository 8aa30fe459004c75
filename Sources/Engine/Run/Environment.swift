import Glibc

/// The process's environment variables.
public enum Environment {
  /// A variable of the process; nil when there is none.
  public static func get(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }
  /// Sets a variable; nil removes it.
  public static func set(_ name: String, _ value: String?) {
    if let value { setenv(name, value, 1) } else { unsetenv(name) }
  }
  /// The folder for temporary files, with a slash at its end.
  public static var temporaryFolder: String {
    let folder = get("TMPDIR") ?? ""
    return folder.isEmpty ? "/tmp/" : folder.hasSuffix("/") ? folder : folder + "/"
  }
}
