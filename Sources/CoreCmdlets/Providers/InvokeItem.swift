/// Opens a file with the program of the desktop that shows it.
import Engine
import Glibc

struct InvokeItem: Cmdlet {
  static let command = Command("Invoke", "Item", module: "Microsoft.PowerShell.Management", defaultSet: "Path", confirm: .medium,
    synopsis: "Opens an item with the program made for it.",
    examples: [("A page", "Invoke-Item report.html")])
  @Parameter("Path", at: 0, from: [.pipeline, .propertyName], sets: ["Path"], mandatory: true) var path: [String]
  private var selection = ItemSelection()

  mutating func process(_ shell: Invocation) throws {
    for p in try shell.items(selection.paths(path), literal: selection.isLiteral, filter: selection.filter) {
      guard try shell.shouldProcess(p.display, action: "Invoke Item") else { continue }
      guard p.provider.name == "FileSystem" else { throw p.provider.unsupported(shell, p) }
      var pid = pid_t()
      let name = strdup("xdg-open"), file = strdup(p.path)
      defer { free(name); free(file) }
      var arguments: [UnsafeMutablePointer<CChar>?] = [name, file, nil]
      let failure = posix_spawnp(&pid, "xdg-open", nil, nil, &arguments, environ)
      if failure != 0 {
        let message = "An error occurred trying to start process '\(p.path)' with working directory '\(Posix.currentDirectory)'. \(String(cString: strerror(failure)))"
        throw shell.terminating(ErrorRecord(PSException("System.ComponentModel.Win32Exception", message), id: "System.ComponentModel.Win32Exception", .notSpecified))
      }
    }
  }
}
