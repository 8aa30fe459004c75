/// Unpacks a ZIP file into a folder. Nothing is written outside that folder, whatever the archive says.
import Codecs
import Engine
import Glibc

struct ExpandArchive: Cmdlet {
  static let command = Command("Expand", "Archive", module: "Microsoft.PowerShell.Archive", errorType: "Expand-Archive", defaultSet: "Path", confirm: .medium,
    outputs: ["System.IO.FileSystemInfo"],
    synopsis: "Unpacks a ZIP file.",
    examples: [("Into a folder", "Expand-Archive -Path logs.zip -DestinationPath ./logs")])
  @Parameter("Path", at: 0, from: [.pipeline, .propertyName], sets: ["Path"], mandatory: true, validate: [.notNullOrEmpty]) var path: String
  @Parameter("LiteralPath", from: .propertyName, sets: ["LiteralPath"], mandatory: true, aliases: ["PSPath"], validate: [.notNullOrEmpty]) var literalPath: String
  @Parameter("DestinationPath", at: 1, validate: [.notNullOrEmpty]) var destinationPath: String?
  @Parameter("Force") var force: Switch
  @Parameter("PassThru") var passThru: Switch

  mutating func process(_ shell: Invocation) throws {
    let name = $literalPath.isBound ? literalPath : path
    let found = try shell.space.expand(name, literal: $literalPath.isBound).filter { $0.provider.name == "FileSystem" && $0.exists }
    guard let source = found.first else {
      throw shell.terminating(
        "ArchiveCmdletPathNotFound", .invalidArgument, "The path '\(name)' either does not exist or is not a valid file system path.",
        exception: "System.InvalidOperationException", target: .str(name))
    }
    if found.count > 1 {
      throw shell.terminating(
        "InvalidArchiveFilePath", .invalidArgument,
        """
        The archive file path '\(name)' specified as input to the Path parameter is resolving to multiple file system paths. Provide a unique path to the \
        Path parameter where the archive file has to be created.
        """,
        exception: "System.InvalidOperationException", target: .str(name))
    }
    let file = source.leaf
    let dot = file.lastIndex(of: ".").map { String(file[$0...]) } ?? ""
    guard dot.equalsIgnoringCase(".zip") else {
      throw shell.terminating(
        "NotSupportedArchiveFileExtension", .invalidArgument, "\(dot) is not a supported archive file format. .zip is the only supported archive file format.",
        exception: "System.IO.IOException", target: .str(dot))
    }
    let target = try shell.filePath(destinationPath ?? String(file.dropLast(4)), literal: true)
    guard try shell.shouldProcess(source.path) else { return }
    do {
      let archive = try ZipArchive(try Posix.readFile(source.path))
      try check(archive, target, shell)
      try Posix.makeDirectory(target, parents: true)
      for e in archive.entries { try unpack(e, archive, target, shell) }
    } catch let e as ZipArchive.Broken { throw shell.terminating("InvalidZipFile", .invalidData, e.reason, exception: "System.IO.InvalidDataException", target: .str(source.path)) }
    catch let e as Posix.Failure { throw shell.terminating(e.record("ExpandArchive", .writeError, e.path)) }
  }
  /// Before anything is written: names that lead out of the folder, and files that are there already.
  private func check(_ archive: ZipArchive, _ target: String, _ shell: Invocation) throws {
    for e in archive.entries {
      if e.name.hasPrefix("/") || e.name.split(separator: "/", omittingEmptySubsequences: false).contains("..") || e.name.utf8.contains(0) {
        throw shell.terminating("BadArchiveEntry", .invalidData, "Can not process invalid archive entry '\(e.name)'.", exception: "System.InvalidOperationException", target: .str(e.name))
      }
    }
  }
  private func unpack(_ e: ZipArchive.Entry, _ archive: ZipArchive, _ target: String, _ shell: Invocation) throws {
    try shell.poll()
    let parts = e.name.split(separator: "/").map(String.init)
    // a link inside the folder could lead out of it
    var at = target
    for p in parts.dropLast(e.isFolder ? 0 : 1) {
      at += "/" + p
      if let i = Posix.info(at, follow: false), i.isLink {
        throw shell.terminating(
          "BadArchiveEntry", .invalidData, "Can not process invalid archive entry '\(e.name)'.", exception: "System.InvalidOperationException",
          target: .str(e.name))
      }
      try Posix.makeDirectory(at, parents: true)
    }
    if e.isFolder { if passThru.isOn { try shell.write(try shell.space.resolve(at).object()) }; return }
    let file = target + "/" + parts.joined(separator: "/")
    if !force.isOn, Posix.info(file, follow: false) != nil {
      return try shell.error(
        "ExpandArchiveFileExists", .openError,
        """
        Failed to create file '\(file)' while expanding the archive file '\(path)' contents as the file '\(file)' already exists. Use the -Force parameter if \
        you want to overwrite the existing directory '\(target)' contents when expanding the archive file.
        """,
        exception: "System.IO.IOException", target: .str(file))
    }
    try Posix.replaceFile(file, try archive.read(e))
    if e.mode & 0o777 != 0 { chmod(file, mode_t(e.mode & 0o777)) }
    var times = [timespec(tv_sec: Int(DosTime.seconds(e.stamp)), tv_nsec: 0), timespec(tv_sec: Int(DosTime.seconds(e.stamp)), tv_nsec: 0)]
    utimensat(AT_FDCWD, file, &times, 0)
    if passThru.isOn { try shell.write(try shell.space.resolve(file).object()) }
  }
}
