/// Views of .NET types.
extension BuiltinViews {
  static let dotNet: [View] = [
    View("Dictionary", for: ["System.Collections.DictionaryEntry"], .table(TableBody([
      .init("Name", width: 30),
      .init("Value"),
    ]))),
    View("System.Collections.DictionaryEntry", for: ["System.Collections.DictionaryEntry"], .list(ListBody("Name", "Value"))),
    View("System.Diagnostics.FileVersionInfo", for: ["System.Diagnostics.FileVersionInfo"], .table(TableBody([
      .init("ProductVersion", width: 16),
      .init("FileVersion", width: 16),
      .init("FileName"),
    ]))),
    View(
      "System.Diagnostics.FileVersionInfo", for: ["System.Diagnostics.FileVersionInfo"],
      .list(
        ListBody(
          "OriginalFileName", "FileDescription", "ProductName", "Comments", "CompanyName", "FileName", "FileVersion", "ProductVersion", "IsDebug", "IsPatched",
          "IsPreRelease", "IsPrivateBuild", "IsSpecialBuild", "Language", "LegalCopyright", "LegalTrademarks", "PrivateBuild", "SpecialBuild", "FileVersionRaw",
          "ProductVersionRaw"))),
    View("process", for: ["System.Diagnostics.Process"], .table(TableBody([
      .init(.code { try ViewCode.kilobytes($0, "NPM", $1) }, label: "NPM(K)", width: 7, .right),
      .init(.code { try ViewCode.megabytes($0, "PM", $1) }, label: "PM(M)", width: 8, .right),
      .init(.code { try ViewCode.megabytes($0, "WS", $1) }, label: "WS(M)", width: 10, .right),
      .init(.code { try ViewCode.number($0, "CPU", $1) }, label: "CPU(s)", width: 10, .right),
      .init("Id", width: 7, .right),
      .init("SI", width: 3, .right),
      .init("ProcessName"),
    ]))),
    View("Priority", for: ["System.Diagnostics.Process"], groupBy: GroupBy(.property("PriorityClass"), label: "PriorityClass"), .table(TableBody([
      .init("ProcessName", width: 20),
      .init("Id", width: 10, .right),
      .init("WorkingSet64", width: 12, .right),
    ]))),
    View(
      "StartTime", for: ["System.Diagnostics.Process"],
      groupBy: GroupBy(.code { try $1.callMethod(try $1.property($0, "StartTime") ?? .null, "ToShortDateString", []) }, label: "StartTime.ToShortDateString()"),
      .table(
        TableBody([
      .init("ProcessName", width: 20),
      .init("Id", width: 10, .right),
      .init("WorkingSet64", width: 12, .right),
    ]))),
    View("process", for: ["System.Diagnostics.Process"], .wide(WideBody(.property("ProcessName")))),
    View("ProcessWithUserName", for: ["System.Diagnostics.Process#IncludeUserName"], .table(TableBody([
      .init(.code { try ViewCode.megabytes($0, "WS", $1) }, label: "WS(M)", width: 10, .right),
      .init(.code { try ViewCode.number($0, "CPU", $1) }, label: "CPU(s)", width: 8, .right),
      .init("Id", width: 7, .right),
      .init("UserName", width: 30),
      .init("ProcessName"),
    ]))),
    View("ProcessModule", for: ["System.Diagnostics.ProcessModule"], .table(TableBody([
      .init(.property("Size"), label: "Size(K)", width: 10, .right),
      .init("ModuleName", width: 50),
      .init("FileName"),
    ]))),
    View("System.Globalization.CultureInfo", for: ["System.Globalization.CultureInfo"], .table(TableBody([
      .init("LCID", width: 16),
      .init("Name", width: 16),
      .init("DisplayName"),
    ]))),
    View("System.Guid", for: ["System.Guid"], .table(TableBody([
      .init("Guid"),
    ]))),
    View("System.Net.NetworkCredential", for: ["System.Net.NetworkCredential"], .table(TableBody([
      .init("UserName", width: 50),
      .init("Domain", width: 50),
    ]))),
    View("System.Reflection.Assembly", for: ["System.Reflection.Assembly"], .table(TableBody([
      .init("GlobalAssemblyCache", label: "GAC", width: 6),
      .init("ImageRuntimeVersion", label: "Version", width: 14),
      .init("Location"),
    ]))),
    View(
      "System.Reflection.Assembly", for: ["System.Reflection.Assembly"],
      .list(
        ListBody(
          "CodeBase", "EntryPoint", "EscapedCodeBase", "FullName", "GlobalAssemblyCache", "HostContext", "ImageFileMachine", "ImageRuntimeVersion", "Location",
          "ManifestModule", "MetadataToken", "PortableExecutableKind", "ReflectionOnly"))),
    View("System.Reflection.AssemblyName", for: ["System.Reflection.AssemblyName"], .table(TableBody([
      .init("Version", width: 14),
      .init("Name"),
    ]))),
    View("System.RuntimeType", for: ["System.RuntimeType"], .table(TableBody([
      .init("IsPublic", width: 8),
      .init("IsSerializable", label: "IsSerial", width: 8),
      .init("Name", width: 40),
      .init("BaseType"),
    ]))),
    View("System.Threading.Tasks.Task", for: ["System.Threading.Tasks.Task"], .table(TableBody([
      .init("Id"),
      .init("IsCompleted"),
      .init("Status"),
    ]))),
    View("System.Threading.Tasks.Task", for: ["System.Threading.Tasks.Task"], .list(ListBody(items: [
      .init("AsyncState"),
      .init("AsyncWaitHandle"),
      .init("CompletedSynchronously"),
      .init("CreationOptions"),
      .init("Exception"),
      .init("Id"),
      .init("IsCanceled"),
      .init("IsCompleted"),
      .init("IsCompletedSuccessfully"),
      .init("IsFaulted"),
      .init("Result", .property("Result")),
      .init("Status"),
    ]))),
    View(
      "System.TimeSpan", for: ["System.TimeSpan"],
      .list(
        ListBody("Days", "Hours", "Minutes", "Seconds", "Milliseconds", "Ticks", "TotalDays", "TotalHours", "TotalMinutes", "TotalSeconds", "TotalMilliseconds")
      )),
    View("System.TimeSpan", for: ["System.TimeSpan"], .table(TableBody([
      .init("Days"),
      .init("Hours"),
      .init("Minutes"),
      .init("Seconds"),
      .init("Milliseconds"),
    ]))),
    View("System.TimeSpan", for: ["System.TimeSpan"], .wide(WideBody(.property("TotalMilliseconds")))),
    View("System.Version", for: ["System.Version"], .table(TableBody([
      .init("Major", width: 6),
      .init("Minor", width: 6),
      .init("Build", width: 6),
      .init("Revision", width: 8),
    ]))),
    View("System.Version", for: ["System.Version#IncludeLabel"], .table(TableBody([
      .init("Major", width: 6),
      .init("Minor", width: 6),
      .init("Build", width: 6),
      .init("Revision", width: 8),
      .init("PSSemVerPreReleaseLabel", width: 26),
      .init("PSSemVerBuildLabel", width: 27),
    ]))),
  ]
}
