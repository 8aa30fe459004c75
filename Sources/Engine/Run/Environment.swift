import Glibc

/// The process's environment variables.
public enum Environment {
  /// A variable of the process; nil when there is none.
  public static func get(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }
  /// Sets a variable; nil removes it.
  public static func set(_ name: String, _ value: String?) {
    if let value { setenv(name, value, 1) } else { unsetenv(name) }
  }
  /// The name of this machine.
  public static var machineName: String {
    var b = [CChar](repeating: 0, count: 256)
    gethostname(&b, 255)
    return String(decoding: b.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
  /// The folder for temporary files, with a slash at its end.
  public static var temporaryFolder: String {
    let folder = get("TMPDIR") ?? ""
    return folder.isEmpty ? "/tmp/" : folder.hasSuffix("/") ? folder : folder + "/"
  }
}
