/// What a folder (or drive) holds.
import Engine

struct GetChildItem: Cmdlet {
  static let command = Command("Get", "ChildItem", module: "Microsoft.PowerShell.Management", defaultSet: "Items", outputs: ["System.IO.FileInfo", "System.IO.DirectoryInfo"], synopsis: "Gets the items and child items in one or more specified locations.", examples: [("All scripts below", "Get-ChildItem -Recurse -Filter *.ps1")])
  @Parameter("Path", at: 0, from: [.pipeline, .propertyName], sets: ["Items"]) var path: [String]
  @Parameter("LiteralPath", from: .propertyName, sets: ["LiteralItems"], mandatory: true, aliases: ["PSPath", "LP"]) var literalPath: [String]
  @Parameter("Filter", at: 1) var filter: String?
  @Parameter("Include") var include: [String]
  @Parameter("Exclude") var exclude: [String]
  @Parameter("Recurse", aliases: ["s", "r"]) var recurse: Switch
  @Parameter("Depth", type: "System.UInt32") var depth: Int64?
  @Parameter("Force") var force: Switch
  @Parameter("Name") var name: Switch
  @Parameter("Attributes", type: "System.Management.Automation.FlagsExpression`1[System.IO.FileAttributes]") var attributes: Value?
  @Parameter("FollowSymlink") var followSymlink: Switch
  @Parameter("Directory", aliases: ["ad"]) var directory: Switch
  @Parameter("File", aliases: ["af"]) var file: Switch
  @Parameter("Hidden", aliases: ["ah", "h"]) var hidden: Switch
  @Parameter("ReadOnly", aliases: ["ar"]) var readOnly: Switch
  @Parameter("System", aliases: ["as"], fidelity: .inert) var system: Switch

  mutating func process(_ shell: Invocation) throws {
    var listing = ItemListing(shell, ItemFilter(filter, include, exclude))
    listing.recurse = recurse.isOn || depth != nil
    listing.depth = depth.map { Int(clamping: $0) }
    listing.hidden = force.isOn || hidden.isOn
    listing.onlyHidden = hidden.isOn
    listing.onlyFolders = directory.isOn && !file.isOn
    listing.onlyFiles = file.isOn && !directory.isOn
    listing.onlyReadOnly = readOnly.isOn
    listing.attributes = attributes.map { Conversion.toString($0, shell.context) }
    listing.names = name.isOn
    listing.followsLinks = followSymlink.isOn
    let given = $literalPath.isBound ? literalPath : path
    for text in given.isEmpty ? ["."] : given {
      do { try listing.list(text, literal: $literalPath.isBound) } catch let e as TerminatingError where e.record.invocation == nil { try shell.error(e.record) }
    }
  }
}
