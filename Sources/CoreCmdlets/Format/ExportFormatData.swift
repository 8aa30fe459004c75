/// Writes views as a format file that Update-FormatData reads. Columns that are computed by this shell itself cannot be written and are named only.
import Engine
import Formatting
import NetTypes

struct ExportFormatData: Cmdlet {
  static let command = Command("Export", "FormatData", defaultSet: "ByPath",
    synopsis: "Writes views into a .ps1xml file.",
    examples: [("The views of a type", "Get-FormatData System.IO.FileInfo | Export-FormatData -Path files.format.ps1xml")])
  @Parameter("InputObject", from: .pipeline, mandatory: true, type: "System.Management.Automation.ExtendedTypeDefinition[]") var inputObject: [Value]
  @Parameter("Path", sets: ["ByPath"], aliases: ["FilePath"]) var path: String
  @Parameter("LiteralPath", sets: ["ByLiteralPath"], aliases: ["PSPath", "LP"]) var literalPath: String
  @Parameter("Force", fidelity: .inert) var force: Switch
  @Parameter("NoClobber", aliases: ["NoOverwrite"]) var noClobber: Switch
  @Parameter("IncludeScriptBlock") var includeScriptBlock: Switch

  private var seen = Set<String>()
  private var text = ""

  mutating func process(_ shell: Invocation) throws {
    for v in inputObject {
      let types = (try shell.context.property(v, "TypeNames") ?? .null).elementsIfSequence?.map { Conversion.toString($0) } ?? []
      guard seen.insert(types.joined(separator: ",")).inserted else { continue }
      let objects = ViewOfObjects(context: shell.context), writer = FormatFileWriter(includesScriptBlocks: includeScriptBlock.isOn)
      for d in try shell.context.property(v, "FormatViewDefinition")?.elementsIfSequence ?? [] {
        if let view = try Record.of(d).flatMap({ try objects.view($0, for: types) }) { text += writer.view(view) }
      }
    }
  }
  mutating func end(_ shell: Invocation) throws {
    let file = try shell.filePath($literalPath.isBound ? literalPath : path, literal: $literalPath.isBound)
    let exists = Posix.info(file) != nil
    if exists, noClobber.isOn { throw shell.terminating("NoClobber", .resourceExists, "The file '\(file)' already exists.", exception: "System.IO.IOException", target: .str(file)) }
    let all = "<?xml version=\"1.0\" encoding=\"utf-8\"?><Configuration><ViewDefinitions>" + text + "</ViewDefinitions></Configuration>"
    let stream = try shell.context.construct(TypeTable.get("System.IO.MemoryStream"), [])
    _ = try shell.context.callMethod(.other(try NetTypes.newDocument(all)), "Save", [stream])
    let bytes = (try shell.context.callMethod(stream, "ToArray", []).elementsIfSequence ?? []).compactMap { if case .byte(let b) = $0 { b } else { nil } }
    do { try Posix.replaceFile(file, [0xEF, 0xBB, 0xBF] + bytes) } catch let e as Posix.Failure { throw shell.terminating(e.record("FileOpenFailure", .openError, file)) }
  }
}
