/// Writes what the session shows to a file too.
import Engine
import Codecs

struct StartTranscript: Cmdlet {
  static let command = Command("Start", "Transcript", module: "Microsoft.PowerShell.Host", defaultSet: "ByPath", confirm: .medium,
    outputs: ["System.String"],
    synopsis: "Writes what is typed and shown into a file from now on.",
    examples: [("A record", "Start-Transcript -Path record.txt")])
  @Parameter("Path", at: 0, sets: ["ByPath"], validate: [.notNullOrEmpty]) var path: String?
  @Parameter("LiteralPath", at: 0, sets: ["ByLiteralPath"], aliases: ["PSPath", "LP"], validate: [.notNullOrEmpty]) var literalPath: String?
  @Parameter("OutputDirectory", at: 0, sets: ["ByOutputDirectory"], validate: [.notNullOrEmpty]) var outputDirectory: String?
  @Parameter("Append") var append: Switch
  @Parameter("Force") var force: Switch
  @Parameter("NoClobber", aliases: ["NoOverwrite"]) var noClobber: Switch
  @Parameter("IncludeInvocationHeader") var includeInvocationHeader: Switch
  @Parameter("UseMinimalHeader") var useMinimalHeader: Switch

  mutating func begin(_ shell: Invocation) throws {
    do { try start(shell) }
    catch let e as TerminatingError {
      // a failure also ends the transcript there was
      _ = try? Transcripts.of(shell.context).stop()
      if ["NoClobber", "FileReadOnly", "ReadWriteFileNotFileSystemProvider", "MultipleFilesNotSupported"].contains(e.record.errorId) { throw e }
      let x = PSException("System.Management.Automation.PSInvalidOperationException", "Transcription cannot be started due to the error: \(e.record.exception.message)", inner: e.record.exception)
      throw shell.terminating(ErrorRecord(x, id: "CannotStartTranscription", .invalidOperation))
    }
  }
  private func start(_ shell: Invocation) throws {
    let (shown, target) = try place(shell)
    guard try shell.shouldProcess(target) else { return }
    if Posix.info(target)?.isDirectory ?? false {
      throw shell.terminating("CannotStartTranscription", .invalidOperation, "File path \(target) resolves to a directory.", exception: "System.IO.IOException")
    }
    // a folder that cannot be made is what opening the file tells of
    try? Posix.makeDirectory(PathText.parent(target), parents: true)
    let file = try FileWriter(target, append: append.isOn, force: force.isOn, noClobber: noClobber.isOn && !append.isOn, inPlace: true, encoding: .utf8, shell)
    try Transcripts.of(shell.context).start(file, target, minimal: useMinimalHeader.isOn, tellsTimes: includeInvocationHeader.isOn)
    let o = PSObject(wrapping: .str("Transcript started, output file is \(shown)"))
    o.set("Path", .str(shown))
    try shell.write(.object(o))
  }
  /// One file, which need not be there yet unless a pattern names it.
  private func file(_ text: String, literal: Bool, _ shell: Invocation) throws -> String {
    func refuse(_ id: String, _ why: String) -> TerminatingError {
      shell.terminating(id, .invalidArgument, why, exception: "System.Management.Automation.PSInvalidOperationException")
    }
    let found = literal || !Wildcard.hasSpecial(text) ? [try shell.space.resolve(text)] : try shell.space.expand(text, literal: false)
    if let other = found.first, other.provider.name != "FileSystem" {
      throw refuse("ReadWriteFileNotFileSystemProvider", "The current provider (\(other.provider.text())) cannot open a file.")
    }
    if found.count > 1 {
      throw refuse(
        "MultipleFilesNotSupported", "Cannot perform operation because the path resolved to more than one file. This command cannot operate on multiple files.")
    }
    guard let only = found.first else {
      throw refuse("CannotStartTranscription", "Index was out of range. Must be non-negative and less than the size of the collection. (Parameter 'index')")
    }
    return only.path
  }
  /// The file, as given and in full: the path asked for, what `$Transcript` says, or a new one; a relative folder is one of the home folder.
  private func place(_ shell: Invocation) throws -> (shown: String, full: String) {
    func named(_ text: String, literal: Bool) throws -> (String, String) { (text, try file(text, literal: literal, shell)) }
    if let given = $literalPath.isBound ? literalPath : path { return try named(given, literal: $literalPath.isBound) }
    if $outputDirectory.isBound { return try named(Transcripts.newPath(in: outputDirectory), literal: true) }
    if let preferred = shell.context.variable("Transcript"), !preferred.isNull { return try named(Conversion.toString(preferred, shell.context), literal: false) }
    return try named(Transcripts.newPath(in: nil), literal: true)
  }
}
