/// An empty file with a name nobody else uses.
import Engine
import Glibc

struct NewTemporaryFile: Cmdlet {
  static let command = Command("New", "TemporaryFile", confirm: .low,
    outputs: ["System.IO.FileInfo"],
    synopsis: "Makes an empty file in the folder for such files.",
    examples: [("A place to write", "$file = New-TemporaryFile")])

  mutating func end(_ shell: Invocation) throws {
    guard try shell.shouldProcess(Environment.temporaryFolder, action: "New-TemporaryFile") else { return }
    let letters = Array("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")
    for _ in 0..<100 {
      let path = Environment.temporaryFolder + "tmp" + String((0..<6).map { _ in letters.randomElement() ?? "x" }) + ".tmp"
      let fd = open(path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0o600)
      if fd < 0 { continue }
      close(fd)
      return try shell.write(try shell.context.construct(TypeTable.get("System.IO.FileInfo"), [.str(path)]))
    }
    try shell.error(
      "NewTemporaryFileWriteError", .writeError, "No temporary file could be made in '\(Environment.temporaryFolder)'.", exception: "System.IO.IOException",
      target: .str(Environment.temporaryFolder))
  }
}
