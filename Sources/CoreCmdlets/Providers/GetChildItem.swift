/// What a folder (or drive) holds.
import Engine

struct GetChildItem: Cmdlet {
  static let command = Command("Get", "ChildItem", module: "Microsoft.PowerShell.Management", defaultSet: "Items",
    outputs: ["System.IO.FileInfo", "System.IO.DirectoryInfo"],
    synopsis: "Lists what is in folders and other containers.",
    examples: [("All scripts below", "Get-ChildItem -Recurse -Filter *.ps1")])
  @Parameter("Path", at: 0, from: [.pipeline, .propertyName], sets: ["Items"]) var path: [String]
  @Parameter("LiteralPath", from: .propertyName, sets: ["LiteralItems"], mandatory: true, aliases: ["PSPath", "LP"]) var literalPath: [String]
  @Parameter("Filter", at: 1) var filter: String?
  @Parameter("Include") var include: [String]
  @Parameter("Exclude") var exclude: [String]
  @Parameter("Recurse", aliases: ["s", "r"]) var recurse: Switch
  @Parameter("Depth", type: "System.UInt32") var depth: Int64?
  @Parameter("Force") var force: Switch
  @Parameter("Name") var name: Switch
  @Parameter("Attributes", dynamic: .onFiles) var attributes: FileAttributesExpression?
  @Parameter("FollowSymlink", dynamic: .onFiles) var followSymlink: Switch
  @Parameter("Directory", aliases: ["ad"], dynamic: .onFiles) var directory: Switch
  @Parameter("File", aliases: ["af"], dynamic: .onFiles) var file: Switch
  @Parameter("Hidden", aliases: ["ah", "h"], dynamic: .onFiles) var hidden: Switch
  @Parameter("ReadOnly", aliases: ["ar"], dynamic: .onFiles) var readOnly: Switch
  @Parameter("System", aliases: ["as"], dynamic: .onFiles) var system: Switch

  mutating func process(_ shell: Invocation) throws {
    var listing = ItemListing(shell, ItemFilter(filter, include, exclude))
    listing.recurse = recurse.isOn || depth != nil
    listing.depth = depth.map { Int(clamping: $0) }
    listing.hidden = force.isOn || hidden.isOn
    listing.onlyHidden = hidden.isOn
    listing.onlyFolders = directory.isOn
    listing.onlyFiles = file.isOn
    listing.onlyReadOnly = readOnly.isOn
    listing.onlySystem = system.isOn
    listing.attributes = attributes
    listing.names = name.isOn
    listing.followsLinks = followSymlink.isOn
    let given = $literalPath.isBound ? literalPath : path
    for text in given.isEmpty ? ["."] : given {
      do { try listing.list(text, literal: $literalPath.isBound) } catch let e as TerminatingError where e.record.invocation == nil { try shell.error(e.record) }
    }
  }
}
