/// Drive letters: `C:\Temp\users.csv` is a file in a folder kept for this session, so scripts written for Windows find a place.
///
/// Drive C has the folders every Windows has, and `C:\Temp`. What a session wrote stays when it ends; drives it wrote nothing to go.
import Glibc

public enum LetterDrives {
  /// The folder of a letter, made on first mention; nil when it cannot be made.
  public static func folder(_ letter: UInt8) -> String? {
    let drive = root + "/" + String(decoding: [letter & 0xDF], as: UTF8.self)
    if access(drive, F_OK) == 0 { return drive }
    guard FileText.makeFolder(drive) else { return nil }
    if letter & 0xDF == UInt8(ascii: "C") { for folder in usual { _ = FileText.makeFolder(drive + "/" + folder) } }
    if !isSwept { isSwept = true; atexit { LetterDrives.sweep(LetterDrives.root) } }
    return drive
  }

  /// The real path of `C:\a\b` or `C:/a/b`; nil for every other path.
  public static func path(_ text: String) -> String? {
    let bytes = Array(text.utf8)
    guard bytes.count >= 3, bytes[1] == UInt8(ascii: ":"), (bytes[0] | 0x20) &- 0x61 < 26, bytes[2] == UInt8(ascii: "\\") || bytes[2] == UInt8(ascii: "/"),
      let folder = folder(bytes[0])
    else { return nil }
    var parts: [String] = []
    for part in bytes[2...].split(whereSeparator: { $0 == UInt8(ascii: "\\") || $0 == UInt8(ascii: "/") }) {
      let name = String(decoding: part, as: UTF8.self)
      if name == ".." { _ = parts.popLast() } else if name != "." { parts.append(name) }
    }
    return ([folder] + parts).joined(separator: "/")
  }

  /// A real path as messages show it: `C:\a\b` when it lies on a drive letter.
  public static func shown(_ path: String) -> String {
    guard path.hasPrefix(root + "/") else { return path }
    let below = path.dropFirst(root.count + 1)
    guard let letter = below.first, below.dropFirst().isEmpty || below.dropFirst().first == "/" else { return path }
    return "\(letter):\\" + below.dropFirst(2).split(separator: "/").joined(separator: "\\")
  }

  private static let root = Environment.temporaryFolder + "csshell-\(getpid())"
  private static let usual = ["Temp", "Windows/Temp", "Program Files", "Users/\(Environment.get("USER") ?? "Administrator")/Documents"]
  nonisolated(unsafe) private static var isSwept = false

  /// Removes folders nothing was put into.
  private static func sweep(_ folder: String) {
    var st = stat()
    guard lstat(folder, &st) == 0, st.st_mode & S_IFMT == S_IFDIR else { return }
    for name in FileText.names(in: folder) ?? [] { sweep(folder + "/" + name) }
    rmdir(folder)
  }
}
