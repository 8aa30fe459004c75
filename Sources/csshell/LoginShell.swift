/// `-Login`, or a name that begins with a dash: the variables of the person's login files come first, so the program starts
/// once more from a login shell that has read them.
import Glibc

enum LoginShell {
  private static let mark = "__CSSHELL_LOGIN"

  /// Does not return when the program starts again.
  static func enter() {
    let words = Swift.CommandLine.arguments
    if getenv(mark) != nil { unsetenv(mark); return }
    let asked = words.count > 1 && isSwitch(words[1])
    guard asked || words.first?.hasPrefix("-") ?? false, let program = Files.program else { return }
    setenv(mark, "1", 1)
    // words after the command are its $0, $1 …
    let line = ["/bin/sh", "-l", "-c", "exec \"$0\" \"$@\"", program] + words.dropFirst(asked ? 2 : 1)
    var argv: [UnsafeMutablePointer<CChar>?] = line.map { strdup($0) } + [nil]
    execv("/bin/sh", &argv)
    for p in argv { free(p) }
    unsetenv(mark)
  }
  private static func isSwitch(_ word: String) -> Bool {
    guard word.hasPrefix("-") else { return false }
    let key = word.drop { $0 == "-" }.lowercased()
    return !key.isEmpty && "login".hasPrefix(key)
  }
}
