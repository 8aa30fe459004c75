/// `[System.Xml.XmlDocument, System.Xml]`: a type may be named with an assembly that only forwards to the one it is in today, as those
/// of .NET Framework do.
extension AssemblyName {
  /// Whether an assembly's name leads to types of this one; version, culture and token behind the name do not matter.
  func isReached(by assembly: String) -> Bool {
    let asked = String(assembly.prefix { $0 != "," }).filter { $0 != " " }
    if asked.equalsIgnoringCase(name) { return true }
    if isPowerShell { return false }
    return AssemblyName.forwards[asked.lowercased()]?.contains { $0.hasSuffix("*") ? name.hasPrefix($0.dropLast()) : name == $0 } ?? false
  }
  /// By the old name: where its types are now. A star stands for all that begin so.
  private static let forwards: [String: [String]] = [
    "mscorlib": [
      "System.Private.CoreLib", "System.Collections", "System.Collections.NonGeneric", "System.Collections.Concurrent", "System.Console", "System.Security.*",
      "System.Threading", "System.Diagnostics.StackTrace", "System.IO.*",
    ],
    "netstandard": ["System.*"],
    "system.runtime": ["System.Private.CoreLib", "System.Private.Uri"],
    "system": [
      "System.Private.Uri", "System.Text.RegularExpressions", "System.Net.*", "System.Diagnostics.*", "System.ComponentModel*", "System.Collections",
      "System.Collections.Specialized", "System.Collections.Concurrent", "System.CodeDom", "System.IO.*", "System.Security.*",
    ],
    "system.core": ["System.Linq*", "System.Collections", "System.IO.*", "System.Security.*"],
    "system.xml": ["System.Private.Xml"],
    "system.xml.linq": ["System.Private.Xml.Linq"],
    "system.data": ["System.Data.Common"],
    "system.web": ["System.Web.HttpUtility"],
    "system.numerics": ["System.Runtime.Numerics"],
    "system.drawing": ["System.Drawing.Primitives"],
    "system.security": ["System.Security.*"],
    "system.io.compression.filesystem": ["System.IO.Compression.ZipFile"],
  ]
}
extension TypeTable {
  /// A type named with its assembly; no accelerator is, nor does `using namespace` count.
  static func qualified(_ name: String) -> NetType? {
    guard let comma = name.firstIndex(of: ",") else { return nil }
    let type = String(name[..<comma])
    guard let found = simple(type, []), found.fullName.equalsIgnoringCase(type) || found.fullName.equalsIgnoringCase("System." + type) else { return nil }
    return AssemblyName.of(found).isReached(by: String(name[name.index(after: comma)...])) ? found : nil
  }
}
